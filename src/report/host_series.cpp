// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/host_series.h"

#include <algorithm>
#include <array>
#include <limits>

namespace photosieve {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Shown {
  PerformanceField field;
  const char* name;
  const char* unit;
  double most;
};
constexpr std::array<Shown, 8> kShown{{
    {PerformanceField::kCpuPercent, "Processors of the machine", "percent", 100},
    {PerformanceField::kProcessCpuPercent, "Processors, the program's own use", "percent", 100},
    {PerformanceField::kProcessMemoryMb, "Memory of the program", "MB", 0},
    {PerformanceField::kGpuUsagePercent, "GPU", "percent", 100},
    {PerformanceField::kDiskReadMbS, "Read from disks", "MB a second", 0},
    {PerformanceField::kDiskWriteMbS, "Written to disks", "MB a second", 0},
    {PerformanceField::kPressureIo, "Waiting for disks", "percent of the time", 0},
    {PerformanceField::kActiveWorkers, "Workers", "processes", 0},
}};

// How far two buckets may be apart before that is a break: an hour of seconds has one a second,
// a long session's one may be minutes.
double longest_step(std::span<const PerformanceBucket> history) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < history.size(); ++i)
    steps.push_back(static_cast<double>(history[i].at - history[i - 1].last) / 1000);
  if (steps.empty()) return 0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return std::max(10.0, *middle * 5);
}

}  // namespace

std::vector<HostSeries> host_series(std::span<const PerformanceBucket> history, WallMs started) {
  std::vector<HostSeries> all;
  const double longest = longest_step(history);
  for (const Shown& shown : kShown) {
    HostSeries series{shown.name, shown.unit, shown.most, {}};
    bool any = false;
    WallMs before = 0;
    for (const PerformanceBucket& bucket : history) {
      const double at = static_cast<double>(bucket.at - started) / 1000;
      if (!series.points.empty() && static_cast<double>(bucket.at - before) / 1000 > longest)
        series.points.push_back({at, kNone});
      before = bucket.last;
      const auto& span = bucket[shown.field];
      any = any || span.has_value();
      series.points.push_back({std::max(0.0, at), span ? span->mean : kNone});
    }
    if (any) all.push_back(std::move(series));
  }
  return all;
}

}  // namespace photosieve
