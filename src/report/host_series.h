// Host series: what the host did during a session, as values over time, for charts.
//
// Seconds are of the clock, from the start of the session, pauses and breaks with them; where
// nothing was sampled for long, a value that is not finite breaks the line. What was never known
// has no series. Threads: pure. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/performance_series.h"
#include "report/svg_chart.h"

namespace photosieve {

struct HostSeries {
  std::string name;                // "Processors"
  std::string unit;                // "percent"
  double most = 0;                 // the top of its scale, where it is known
  std::vector<ChartPoint> points;  // means
};

[[nodiscard]] std::vector<HostSeries> host_series(std::span<const PerformanceBucket> history,
                                                  WallMs started);

}  // namespace photosieve
