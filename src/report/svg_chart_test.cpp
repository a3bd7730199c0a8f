// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/svg_chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace photosieve {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(SvgChart, ScalesAreRoundNumbers) {
  struct Case {
    double most;
    double step;
  };
  for (const Case& one : {Case{100, 20}, {97, 20}, {18.4, 5}, {5, 1}, {0.3, 0.1}, {25'000, 5000}})
    EXPECT_NEAR(round_step(one.most, 5), one.step, one.step * 1e-9) << one.most;
}

TEST(SvgChart, DrawsValuesMarksAndBothScales) {
  Chart chart{.title = "Photos a second",
              .points = {{0, 10}, {60, 20}, {120, 15}},
              .marks = {{60, "25 % <done>"}},
              .seconds = 120};
  const std::string svg = svg_chart(chart);
  EXPECT_EQ(count_of(svg, "class=\"c-line\""), 1U);
  EXPECT_NE(svg.find("25 % &lt;done&gt;"), std::string::npos);
  EXPECT_NE(svg.find(">20<"), std::string::npos);
  EXPECT_NE(svg.find(">2 min<"), std::string::npos);
  chart.steps = true;
  EXPECT_GT(svg_chart(chart).size(), svg.size()) << "corners";
}

TEST(SvgChart, NothingButZerosHasAScaleOfOne) {
  const std::string svg = svg_chart({.points = {{0, 0}, {10, 0}}, .seconds = 10});
  EXPECT_NE(svg.find(">1<"), std::string::npos);
  EXPECT_EQ(svg.find("e-"), std::string::npos) << svg;
}

TEST(SvgChart, ASmallOneHasFewerLabelsOfTheSameSize) {
  Chart chart{.points = {{0, 1}, {3000, 2}}, .seconds = 3000};
  const std::size_t labels = count_of(svg_chart(chart), " min<");
  chart.small = true;
  const std::string small = svg_chart(chart);
  EXPECT_LT(count_of(small, " min<"), labels);
  EXPECT_NE(small.find("viewBox=\"0 0 400 150\""), std::string::npos);
}

TEST(SvgChart, GapsBreakTheLineAndNothingIsNotANumber) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::string svg = svg_chart({.points = {{0, 1}, {1, none}, {2, 3}, {3, 4}}, .seconds = 3});
  EXPECT_EQ(count_of(svg, "class=\"c-line\""), 2U);
  for (const Chart& chart :
       {Chart{}, Chart{.points = {{0, 0}}}, Chart{.points = {{0, none}}}, Chart{.points = {{5, 5}}},
        Chart{.points = {{0, 1e300}, {1e300, 1}}}, Chart{.points = {{-1, -1}}}}) {
    const std::string drawn = svg_chart(chart);
    EXPECT_EQ(drawn.find("nan"), std::string::npos) << drawn;
    EXPECT_EQ(drawn.find("inf"), std::string::npos) << drawn;
    EXPECT_TRUE(drawn.ends_with("</svg>"));
    EXPECT_LT(drawn.size(), 10'000U);
  }
}

}  // namespace
}  // namespace photosieve
