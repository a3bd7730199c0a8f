// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/performance_bytes.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

PerformanceBucket moment(double cpu, std::optional<double> p90) {
  PerformanceUpdate update;
  update.cpu_percent = cpu;
  update.eta_p90_seconds = p90;
  return bucket_of(update);
}

TEST(PerformanceBytes, ComeBackAsTheyWere) {
  PerformanceBucket several = moment(10, 100);
  merge(several, moment(20, std::nullopt));
  for (PerformanceBucket bucket : {moment(12.5, std::nullopt), several, PerformanceBucket{}}) {
    PerformanceBucket read;
    ASSERT_TRUE(performance_from_bytes(performance_bytes(bucket), read));
    for (std::size_t i = 0; i < kPerformanceFields; ++i) {
      const auto& before = bucket.fields.at(i);
      const auto& after = read.fields.at(i);
      ASSERT_EQ(before.has_value(), after.has_value()) << i;
      if (!before) continue;
      EXPECT_FLOAT_EQ(static_cast<float>(before->mean), static_cast<float>(after->mean));
      EXPECT_EQ(before->samples, after->samples);
      EXPECT_EQ(before->max, after->max);
    }
  }
}

TEST(PerformanceBytes, ASecondTakesFewBytes) {
  EXPECT_EQ(performance_bytes(moment(1, 2)).size(), 13U);
}

TEST(PerformanceBytes, OtherBytesAreRefused) {
  PerformanceBucket several = moment(10, 100);
  merge(several, moment(20, 200));
  for (const PerformanceBucket& bucket : {several, moment(1, 2)}) {
    const std::string good = performance_bytes(bucket);
    PerformanceBucket read;
    for (std::size_t length = 0; length < good.size(); ++length)
      EXPECT_FALSE(performance_from_bytes(good.substr(0, length), read)) << length;
    EXPECT_FALSE(performance_from_bytes(good + "x", read));
    std::string other = good;
    other[0] = 9;
    EXPECT_FALSE(performance_from_bytes(other, read)) << "a version that is not known";
    other = good;
    other.replace(5, 4, "\xff\xff\xff\x7f");
    EXPECT_FALSE(performance_from_bytes(other, read)) << "not a number";
  }
}

}  // namespace
}  // namespace photosieve
