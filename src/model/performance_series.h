// PerformanceSeries: what a session's host did over time, in buckets of minimum, mean and maximum.
//
// A bucket begins with a single moment and grows by merging with what follows it, so any number of
// moments can be told by few. A field that was unknown at some moments is told of the others; one
// that was never known has no span. The mean is of the moments at which the field was known.
// Threads: values and pure functions. Cost: under 1 kB a bucket.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "model/performance.h"

namespace photosieve {

// The order is that of what is stored: only add, at the end.
enum class PerformanceField : std::uint8_t {
  kCpuPercent,
  kProcessCpuPercent,
  kMemoryMb,
  kMemoryPercent,
  kProcessMemoryMb,
  kGpuUsagePercent,  // mean of the GPUs
  kGpuMemoryUsedMb,  // sum of the GPUs
  kGpuTemperatureC,  // of the hottest
  kGpuPowerW,        // sum
  kDiskReadMbS,
  kDiskWriteMbS,
  kDiskFreeMb,
  kNetworkSentMbS,
  kNetworkRecvMbS,
  kPressureCpu,
  kPressureMemory,
  kPressureIo,
  kImagesPerSecond,
  kActiveWorkers,
  kBatchSize,
  kBatchDone,
  kEtaP50Seconds,
  kEtaP90Seconds,
};
inline constexpr std::size_t kPerformanceFields = 23;

[[nodiscard]] std::string_view name(PerformanceField field);  // "cpu_percent"

struct FieldSpan {
  double min = 0;
  double mean = 0;
  double max = 0;
  std::uint32_t samples = 0;  // moments at which it was known; at least 1
};

struct PerformanceBucket {
  WallMs at = 0;              // the first moment
  WallMs last = 0;            // the last
  std::uint32_t samples = 0;  // moments
  std::array<std::optional<FieldSpan>, kPerformanceFields> fields;

  [[nodiscard]] const std::optional<FieldSpan>& operator[](PerformanceField field) const {
    return fields.at(static_cast<std::size_t>(field));
  }
};

// One moment; numbers that are not finite are unknown.
[[nodiscard]] PerformanceBucket bucket_of(const PerformanceUpdate& update);
void merge(PerformanceBucket& into, const PerformanceBucket& other);

// The same fields for a GPU list as a whole, as the buckets have them.
[[nodiscard]] std::optional<double> gpu_usage_percent(const PerformanceUpdate& update);

// {"timestamp", "seconds", "samples", "<field>": {"min", "mean", "max"} or null, ...}
[[nodiscard]] nlohmann::ordered_json performance_bucket_json(const PerformanceBucket& bucket);

}  // namespace photosieve
