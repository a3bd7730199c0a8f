// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pace_watch.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

// Ten photos a second until `turn`, then `photos_later` a second until `end`.
TimeLeft run(int turn, int photos_later, int end, TimeLeftPrior prior = {}) {
  TimeLeft time_left;
  time_left.set_workers(4);
  time_left.set_prior(prior);
  time_left.begin(0);
  time_left.expect(1e6, 1'000'000);
  for (int second = 1; second <= end; ++second) {
    const int photos = second <= turn ? 10 : photos_later;
    for (int i = 0; i < photos; ++i) time_left.committed(1, 0.4, second * kSecond);
  }
  return time_left;
}

TEST(PaceWatch, AStallIsTenTimesTheUsualAndTenSecondsAtLeast) {
  EXPECT_DOUBLE_EQ(stall_patience(run(30, 0, 30)), 10);
  TimeLeft slow;
  slow.begin(0);
  slow.expect(100, 100);
  EXPECT_DOUBLE_EQ(stall_patience(slow), 30) << "nothing usual is known";
  slow.committed(1, 5, kSecond);
  EXPECT_DOUBLE_EQ(stall_patience(slow), 50) << "its photos take five seconds";
}

TEST(PaceWatch, TheTrendSaysWhichWayTheSpeedGoes) {
  EXPECT_FALSE(speed_trend(run(10, 10, 10), 10 * kSecond));
  EXPECT_NEAR(*speed_trend(run(100, 10, 100), 100 * kSecond), 0, 2);
  EXPECT_NEAR(*speed_trend(run(300, 5, 420), 420 * kSecond), -50, 10);
  EXPECT_NEAR(*speed_trend(run(300, 20, 420), 420 * kSecond), 100, 20);
}

TEST(PaceWatch, OnlyASustainedSlownessIsToldAgainstThePast) {
  const TimeLeftPrior past{.cost_a_second = 10, .spread = 0.1};
  EXPECT_FALSE(slower_than_past(run(300, 10, 300))) << "there is no past";
  EXPECT_FALSE(slower_than_past(run(300, 10, 300, past)));
  EXPECT_FALSE(slower_than_past(run(300, 5, 340, past))) << "not long enough";
  const auto slower = slower_than_past(run(300, 5, 500, past));
  ASSERT_TRUE(slower);
  EXPECT_NEAR(*slower, 50, 5);
}

}  // namespace
}  // namespace photosieve
