// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/memory_bound.h"

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

constexpr double kFree = 0.125;         // of the memory stays free,
constexpr double kMostFreeMb = 256;     // but not more than that
constexpr double kCoordinatorMb = 64;   // at most, with a store and a server
constexpr double kClearly = 1.0 / 3;    // of a worker
constexpr double kMostWorkers = 4'096;  // more than anyone has; keeps the numbers small

}  // namespace

std::optional<std::uint32_t> MemoryBound::read(const MemoryReading& reading) {
  if (!reading.total_mb || !reading.used_mb || !reading.workers_mb || !(reading.peak_mb > 0))
    return fit_;
  const double held = *reading.used_mb - reading.cache_mb.value_or(0);
  const double others = std::max(0.0, held - *reading.workers_mb) + kCoordinatorMb;
  const double free = std::min(kMostFreeMb, *reading.total_mb * kFree);
  const double workers =
      std::clamp((*reading.total_mb - free - others) / reading.peak_mb, 1.0, kMostWorkers);
  const auto least = static_cast<std::uint32_t>(std::floor(std::max(1.0, workers - kClearly)));
  const auto most = static_cast<std::uint32_t>(std::floor(workers));
  fit_ = fit_ ? std::clamp(*fit_, least, most) : most;
  return fit_;
}

}  // namespace photosieve
