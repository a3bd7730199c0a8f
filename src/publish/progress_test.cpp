// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/progress.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(Progress, KnowsNothingBeforeThereIsSomethingToKnow) {
  Progress progress;
  progress.begin(0);
  progress.expect(10, 1000);
  EXPECT_EQ(progress.speed_now(kSecond), std::nullopt);
  EXPECT_EQ(progress.whole_speed(kSecond), std::nullopt);
  EXPECT_EQ(progress.eta_seconds(kSecond), std::nullopt);
}

TEST(Progress, ASteadyRunHasItsSpeedAndItsTimeLeft) {
  Progress progress;
  progress.begin(0);
  progress.expect(1000, 1000 * 500);
  for (int i = 1; i <= 400; ++i) progress.committed(500, 0.1, i * kSecond / 4);
  const SteadyNs now = 100 * kSecond;
  EXPECT_NEAR(*progress.speed_now(now), 4.0, 0.2);
  EXPECT_NEAR(*progress.whole_speed(now), 4.0, 0.01);
  EXPECT_NEAR(*progress.eta_seconds(now), 150, 5);
  ProgressUpdate update;
  progress.fill(update, now, 1000);
  EXPECT_NEAR(*update.avg_image_processing_time, 0.1, 1e-6);
  EXPECT_NEAR(static_cast<double>(*update.estimated_completion - 1000), 150'000, 5000);
}

TEST(Progress, PausesAreLeftOut) {
  Progress progress;
  progress.begin(0);
  progress.expect(100, 10000);
  for (int i = 1; i <= 50; ++i) progress.committed(100, 0.1, i * kSecond);
  const auto speed = progress.speed_now(50 * kSecond);
  progress.pause(50 * kSecond);
  EXPECT_EQ(progress.speed_now(5000 * kSecond), speed);
  EXPECT_NEAR(*progress.whole_speed(5000 * kSecond), 1.0, 0.01);
  progress.resume(5000 * kSecond);
  EXPECT_NEAR(*progress.eta_seconds(5000 * kSecond), 50, 3);
}

TEST(Progress, LargePhotosAheadAreNotForgotten) {
  Progress progress;
  progress.begin(0);
  progress.expect(20, 10 * 1'000'000 + 10 * 9'000'000);
  for (int i = 1; i <= 10; ++i) progress.committed(1'000'000, 1, i * kSecond);
  EXPECT_GT(*progress.eta_seconds(10 * kSecond), 80.0);  // a count would say 10
}

TEST(Progress, SilenceSlowsTheSpeedNow) {
  Progress progress;
  progress.begin(0);
  progress.expect(1000, 100000);
  for (int i = 1; i <= 100; ++i) progress.committed(100, 0.1, i * kSecond / 10);
  const double before = *progress.speed_now(10 * kSecond);
  EXPECT_LT(*progress.speed_now(30 * kSecond), before / 2);
}

TEST(Progress, TheEndIsZeroSecondsAway) {
  Progress progress;
  progress.begin(0);
  progress.expect(1, 5);
  progress.committed(5, 0.1, kSecond);
  EXPECT_EQ(progress.eta_seconds(kSecond), 0.0);
}

}  // namespace
}  // namespace photosieve
