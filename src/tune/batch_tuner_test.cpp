// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/batch_tuner.h"

#include <gtest/gtest.h>

#include <limits>

namespace photosieve {
namespace {

TEST(BatchTuner, ABatchTakesAWorkerSomeSeconds) {
  EXPECT_EQ(tuned_batch(16, 1.0), 6U);
  EXPECT_EQ(tuned_batch(16, 0.2), 30U);
  EXPECT_EQ(tuned_batch(16, 20.0), 4U) << "the fewest";
  EXPECT_EQ(tuned_batch(16, 0.001), 64U) << "the most";
}

TEST(BatchTuner, WhatIsNearEnoughStays) {
  EXPECT_EQ(tuned_batch(16, 0.3), std::nullopt);
  EXPECT_EQ(tuned_batch(64, 0.001), std::nullopt);
  EXPECT_EQ(tuned_batch(4, 100), std::nullopt);
}

TEST(BatchTuner, NothingIsKnownOfATimeThatIsNone) {
  EXPECT_EQ(tuned_batch(16, 0), std::nullopt);
  EXPECT_EQ(tuned_batch(16, std::numeric_limits<double>::quiet_NaN()), std::nullopt);
}

}  // namespace
}  // namespace photosieve
