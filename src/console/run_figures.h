// RunFigures: peaks and means of a run as it was watched, for its summary.
//
// Means are over the samples of performance (one a second), batches over those that ended while
// somebody watched. What was never told has no value.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "model/events.h"

namespace photosieve {

class RunFigures {
 public:
  void take(const Event& event);

  [[nodiscard]] std::optional<double> mean_cpu_percent() const { return cpu_.mean(); }
  [[nodiscard]] std::optional<double> mean_gpu_percent() const { return gpu_.mean(); }
  [[nodiscard]] std::optional<double> mean_batch_seconds() const { return batch_.mean(); }
  [[nodiscard]] std::optional<double> photo_seconds() const { return photo_seconds_; }
  [[nodiscard]] std::optional<double> peak_memory_mb() const { return peak_memory_mb_; }
  [[nodiscard]] std::optional<double> peak_speed() const { return peak_speed_; }
  [[nodiscard]] std::uint32_t workers() const { return workers_; }  // at most

 private:
  struct Mean {
    double sum = 0;
    std::uint64_t count = 0;
    void add(const std::optional<double>& value) {
      if (!value) return;
      sum += *value;
      ++count;
    }
    [[nodiscard]] std::optional<double> mean() const {
      return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
    }
  };

  Mean cpu_;
  Mean gpu_;
  Mean batch_;
  std::optional<double> photo_seconds_;  // a photo in a worker, in the mean
  std::optional<double> peak_memory_mb_;
  std::optional<double> peak_speed_;
  std::uint32_t workers_ = 0;
  std::uint32_t batch_seen_ = 0;
};

}  // namespace photosieve
