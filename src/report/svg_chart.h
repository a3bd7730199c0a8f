// svg_chart(): values over time as an inline SVG, without a script.
//
// Steps or a line with its area, a grid of round numbers, seconds of the session along the bottom,
// and marks (milestones) as dashed lines with a title. Colours are the page's: classes c-line,
// c-area, c-grid, c-mark, c-text. Of equal or no values there is a chart all the same; values that
// are not finite are left out, and the line is broken there.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

struct ChartPoint {
  double seconds = 0;
  double value = 0;
};
struct ChartMark {
  double seconds = 0;
  std::string title;  // from anywhere: it is escaped
};

struct Chart {
  std::string title;  // what a reader of the screen hears
  std::string unit;
  std::vector<ChartPoint> points;  // by time
  std::vector<ChartMark> marks;
  double seconds = 0;  // the whole span
  double most = 0;     // the top of the scale, where it is known (100 of a percentage); else 0
  bool steps = false;  // a value holds until the next point
  bool small = false;  // for half of the page's width
};

[[nodiscard]] std::string svg_chart(const Chart& chart);

// The step of a scale up to `most` with at most `count` lines: 1, 2 or 5 times a power of ten.
[[nodiscard]] double round_step(double most, int count);

}  // namespace photosieve
