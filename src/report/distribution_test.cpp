// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/distribution.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Distribution, BinsHoldEachValueOnce) {
  Distribution values;
  for (int i = 0; i <= 100; ++i) values.add(i, i < 50 ? Decision::kRejected : Decision::kApproved);
  const auto summary = values.summary(10);
  EXPECT_EQ(summary.count, 101U);
  EXPECT_EQ(summary.minimum, 0);
  EXPECT_EQ(summary.maximum, 100);
  EXPECT_EQ(summary.mean, 50);
  EXPECT_EQ(summary.p5, 5);
  EXPECT_EQ(summary.p50, 50);
  EXPECT_EQ(summary.p95, 95);
  ASSERT_EQ(summary.bins.size(), 10U);
  EXPECT_EQ(summary.bins[0].from, 0);
  EXPECT_EQ(summary.bins[0].to, 10);
  EXPECT_EQ(summary.bins[0].rejected, 10U);
  EXPECT_EQ(summary.bins[4].rejected, 10U);
  EXPECT_EQ(summary.bins[5].approved, 10U);
  EXPECT_EQ(summary.bins[9].approved, 11U) << "the last one with its end";
}

TEST(Distribution, EqualValuesAreOneBin) {
  Distribution values;
  EXPECT_TRUE(values.empty());
  values.add(2.5, Decision::kApproved);
  values.add(2.5, Decision::kRejected);
  const auto summary = values.summary(24);
  ASSERT_EQ(summary.bins.size(), 1U);
  EXPECT_EQ(summary.bins[0].from, 2.5);
  EXPECT_EQ(summary.bins[0].approved, 1U);
  EXPECT_EQ(summary.bins[0].rejected, 1U);
  EXPECT_EQ(summary.p5, 2.5);
  EXPECT_EQ(summary.p95, 2.5);
}

}  // namespace
}  // namespace photosieve
