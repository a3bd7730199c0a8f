// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/host_series.h"

#include <gtest/gtest.h>

#include <cmath>

namespace photosieve {
namespace {

constexpr WallMs kStart = 1'767'225'600'000;

PerformanceBucket at(double seconds, std::optional<double> cpu, std::optional<double> gpu = {}) {
  PerformanceUpdate update;
  update.timestamp = kStart + static_cast<WallMs>(seconds * 1000);
  update.cpu_percent = cpu;
  if (gpu) update.gpus = std::vector<GpuUse>{{.utilization_percent = gpu}};
  return bucket_of(update);
}

TEST(HostSeriesTest, HasWhatWasKnownOverTheSecondsSinceTheStart) {
  const std::vector<PerformanceBucket> history{at(0, 50), at(1, {}), at(2, 70)};
  const auto all = host_series(history, kStart);
  ASSERT_EQ(all.size(), 1U) << "only the processors were known";
  EXPECT_EQ(all[0].name, "Processors of the machine");
  ASSERT_EQ(all[0].points.size(), 3U);
  EXPECT_EQ(all[0].points[0].value, 50);
  EXPECT_TRUE(std::isnan(all[0].points[1].value)) << "unknown is never 0";
  EXPECT_EQ(all[0].points[2].seconds, 2);
  EXPECT_EQ(host_series(std::vector{at(0, 1, 0)}, kStart).size(), 2U) << "an idle GPU is one";
}

TEST(HostSeriesTest, ABreakOfTheSessionBreaksTheLine) {
  std::vector<PerformanceBucket> history;
  for (int second = 0; second < 20; ++second) history.push_back(at(second, 50));
  for (int second = 3600; second < 3620; ++second) history.push_back(at(second, 60));
  const auto all = host_series(history, kStart);
  ASSERT_EQ(all.at(0).points.size(), 41U);
  EXPECT_TRUE(std::isnan(all[0].points[20].value));
}

TEST(HostSeriesTest, OfNothingThereIsNothing) {
  EXPECT_TRUE(host_series({}, kStart).empty());
  EXPECT_TRUE(host_series(std::vector{at(0, {})}, kStart).empty());
}

}  // namespace
}  // namespace photosieve
