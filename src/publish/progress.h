// Progress: how far a run is, how fast, and when it will be done; from what is committed only.
//
// Speed now    a mean over time, weighted down by half every 10 s of processing (pauses left out).
// Whole speed  photos done by this run over its processing time; photos of an earlier, interrupted
//              run count as done, never as speed.
// Time left    work left over the work done a second, where a photo is as much work as its bytes
//              and a little for itself (small photos are not free, and empty ones not endless):
//              the geometric mean of the whole run's pace and the present one.
// Pure: times come from outside. Telling a committed photo allocates nothing.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "model/events.h"

namespace photosieve {

class Progress {
 public:
  // begin() and resume() start the clock, pause() stops it; asking twice changes nothing.
  void begin(SteadyNs now);
  void pause(SteadyNs now);
  void resume(SteadyNs now);
  // What this run has before it.
  void expect(std::uint32_t photos, std::uint64_t bytes);

  // A photo's result is committed (the first one for that photo).
  void committed(std::uint64_t bytes, double worker_seconds, SteadyNs now);
  void batch_ended(std::uint32_t number, double seconds);

  [[nodiscard]] std::optional<double> speed_now(SteadyNs now) const;
  [[nodiscard]] std::optional<double> whole_speed(SteadyNs now) const;
  [[nodiscard]] std::optional<double> eta_seconds(SteadyNs now) const;

  // The fields that follow from the above; the caller adds the session's own.
  void fill(ProgressUpdate& update, SteadyNs now, WallMs wall) const;

 private:
  [[nodiscard]] double active_seconds(SteadyNs now) const;
  void decay(SteadyNs now);

  static constexpr double kHalfLife = 10;  // seconds
  // What opening, telling and committing a photo take, in bytes that could be decoded meanwhile:
  // about a millisecond at 32 MB/s of JPEG a core.
  static constexpr std::uint64_t kWorkOfAPhoto = std::uint64_t{32} * 1024;

  std::optional<SteadyNs> running_since_;
  double active_before_ = 0;
  std::uint32_t photos_expected_ = 0;
  std::uint64_t work_expected_ = 0;
  std::uint32_t photos_done_ = 0;
  std::uint64_t work_done_ = 0;
  double worker_seconds_ = 0;
  // Photos, work and seconds of the recent past, each halved every kHalfLife.
  double recent_photos_ = 0;
  double recent_work_ = 0;
  double recent_seconds_ = 0;
  double decayed_at_ = 0;  // in active seconds
  std::uint32_t batches_ = 0;
  std::optional<double> batch_seconds_;
};

}  // namespace photosieve
