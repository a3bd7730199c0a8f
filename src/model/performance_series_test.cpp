// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/performance_series.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace photosieve {
namespace {

using Field = PerformanceField;

PerformanceUpdate moment(WallMs at, std::optional<double> cpu) {
  PerformanceUpdate update;
  update.timestamp = at;
  update.cpu_percent = cpu;
  return update;
}

TEST(PerformanceSeries, EveryFieldHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kPerformanceFields; ++i) names.insert(name(static_cast<Field>(i)));
  EXPECT_EQ(names.size(), kPerformanceFields);
  EXPECT_EQ(name(Field::kEtaP90Seconds), "eta_p90_seconds") << "the last one";
}

TEST(PerformanceSeries, MergingKeepsMinimumMeanAndMaximumOfWhatWasKnown) {
  PerformanceBucket all = bucket_of(moment(1000, 10));
  merge(all, bucket_of(moment(2000, std::nullopt)));
  PerformanceBucket later = bucket_of(moment(3000, 40));
  merge(later, bucket_of(moment(4000, 70)));
  merge(all, later);
  EXPECT_EQ(all.samples, 4U);
  EXPECT_EQ(all.at, 1000);
  EXPECT_EQ(all.last, 4000);
  const auto& cpu = all[Field::kCpuPercent];
  ASSERT_TRUE(cpu);
  EXPECT_EQ(cpu->min, 10);
  EXPECT_DOUBLE_EQ(cpu->mean, 40);
  EXPECT_EQ(cpu->max, 70);
  EXPECT_EQ(cpu->samples, 3U);
  EXPECT_FALSE(all[Field::kDiskReadMbS]) << "never known";
}

TEST(PerformanceSeries, MergingWithNothingChangesNothing) {
  PerformanceBucket nothing;
  PerformanceBucket one = bucket_of(moment(1000, 10));
  merge(one, nothing);
  EXPECT_EQ(one.samples, 1U);
  merge(nothing, one);
  EXPECT_EQ(nothing.at, 1000);
}

TEST(PerformanceSeries, GpusAreToldAsOne) {
  PerformanceUpdate update;
  update.gpus.emplace(3);
  (*update.gpus)[0] = {"a", "NVIDIA", 90, 1000, 8000, 60, 100};
  (*update.gpus)[1] = {"b", "AMD", 30, 500, std::nullopt, 70, 50};
  const PerformanceBucket bucket = bucket_of(update);
  EXPECT_EQ(bucket[Field::kGpuUsagePercent]->mean, 60) << "a GPU that sleeps is not 0";
  EXPECT_EQ(bucket[Field::kGpuMemoryUsedMb]->mean, 1500);
  EXPECT_EQ(bucket[Field::kGpuTemperatureC]->mean, 70);
  EXPECT_EQ(bucket[Field::kGpuPowerW]->mean, 150);
  update.gpus.emplace();
  EXPECT_FALSE(bucket_of(update)[Field::kGpuUsagePercent]);
}

TEST(PerformanceSeries, WhatIsNotFiniteIsUnknown) {
  EXPECT_FALSE(bucket_of(moment(1, std::numeric_limits<double>::quiet_NaN()))[Field::kCpuPercent]);
  EXPECT_FALSE(bucket_of(moment(1, std::numeric_limits<double>::infinity()))[Field::kCpuPercent]);
}

TEST(PerformanceSeries, JsonHasEveryFieldAndNullForTheUnknown) {
  PerformanceBucket bucket = bucket_of(moment(0, 12.5));
  merge(bucket, bucket_of(moment(9000, 13.5)));
  const auto json = performance_bucket_json(bucket);
  EXPECT_EQ(json["timestamp"], "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(json["seconds"], 9.0);
  EXPECT_EQ(json["samples"], 2);
  EXPECT_EQ(json["cpu_percent"]["mean"], 13.0);
  EXPECT_TRUE(json["gpu_usage_percent"].is_null());
  EXPECT_EQ(json.size(), 3 + kPerformanceFields);
}

}  // namespace
}  // namespace photosieve
