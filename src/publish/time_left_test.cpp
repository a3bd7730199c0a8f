// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

// A run that commits `photos` of cost 1 each second, up to `seconds`.
TimeLeft after(int seconds, int photos, std::uint32_t expected, TimeLeftPrior prior = {}) {
  TimeLeft run;
  run.set_workers(4);
  run.set_prior(prior);
  run.begin(0);
  run.expect(expected, expected);
  for (int second = 1; second <= seconds; ++second)
    for (int i = 0; i < photos; ++i) run.committed(1, 4.0 / photos, second * kSecond);
  return run;
}

TEST(TimeLeft, SaysNothingBeforeItKnowsAnything) {
  TimeLeft run;
  run.begin(0);
  EXPECT_FALSE(run.left(kSecond)) << "no total";
  run.expect(100, 100);
  EXPECT_FALSE(run.left(kSecond)) << "no photo";
}

TEST(TimeLeft, ASteadyRunHasANarrowRangeAboutTheTruth) {
  const TimeLeft run = after(100, 10, 5000);
  const auto left = run.left(100 * kSecond);
  ASSERT_TRUE(left);
  EXPECT_NEAR(left->p50, 400, 4);
  EXPECT_GT(left->p90, left->p50);
  EXPECT_LT(left->p90, 440);
}

TEST(TimeLeft, TheEndIsZeroSecondsAway) {
  const TimeLeft run = after(10, 10, 100);
  EXPECT_EQ(run.left(10 * kSecond)->p50, 0);
  EXPECT_EQ(run.left(10 * kSecond)->p90, 0);
}

TEST(TimeLeft, EarlierRunsSpeakBeforeTheFirstPhotoAndFallSilentLater) {
  const TimeLeftPrior prior{.cost_a_second = 20, .spread = 0.2};
  const auto before = after(0, 0, 6000, prior).left(0);
  ASSERT_TRUE(before);
  EXPECT_NEAR(before->p50, 300, 30);
  EXPECT_GT(before->p90 / before->p50, 1.2) << "as unsure as the earlier runs are different";
  EXPECT_NEAR(after(200, 10, 6000, prior).left(200 * kSecond)->p50, 400, 20);
}

TEST(TimeLeft, SilenceNeverMakesItGrow) {
  const TimeLeft run = after(30, 10, 1000);
  double before = 1e9;
  for (int second = 30; second < 600; ++second) {
    const double now = run.left(second * kSecond)->p50;
    EXPECT_LE(now, before) << second;
    EXPECT_GT(now, 0) << second;
    before = now;
  }
}

TEST(TimeLeft, PausesTakeNoTime) {
  TimeLeft run = after(50, 10, 1000);
  const auto before = run.left(50 * kSecond);
  run.pause(50 * kSecond);
  run.pause(60 * kSecond);
  EXPECT_EQ(run.left(5000 * kSecond)->p50, before->p50);
  run.resume(5000 * kSecond);
  run.resume(5001 * kSecond);
  for (int second = 1; second <= 25; ++second)
    for (int i = 0; i < 10; ++i) run.committed(1, 0.4, (5000 + second) * kSecond);
  EXPECT_NEAR(run.left(5025 * kSecond)->p50, 25, 2);
  EXPECT_NEAR(run.active_seconds(5025 * kSecond), 75, 1e-6);
}

TEST(TimeLeft, WhatIsLeftCountsByItsCost) {
  TimeLeft run;
  run.begin(0);
  run.expect(100 + 900, 200);  // the second hundred are nine times as large
  for (int i = 1; i <= 100; ++i) run.committed(1, 1, i * kSecond);
  EXPECT_NEAR(run.left(100 * kSecond)->p50, 900, 20);
}

TEST(TimeLeft, StartingUpCountsOnce) {
  TimeLeft run;
  run.begin(0);
  run.expect(200, 200);
  for (int i = 0; i < 100; ++i) run.committed(1, 0.1, (60 + i) * kSecond);
  EXPECT_NEAR(run.left(159 * kSecond)->p50, 100, 4);
}

TEST(TimeLeft, LargePhotosInParallelDoNotMakeItJump) {
  // Four workers, 10 seconds a photo, all ending within a second.
  TimeLeft run;
  run.set_workers(4);
  run.begin(0);
  run.expect(400, 400);
  double least = 1e9;
  double most = 0;
  for (int wave = 1; wave <= 50; ++wave) {
    for (int i = 0; i < 4; ++i) run.committed(1, 10, (wave * 10 + i) * kSecond);
    if (wave < 10) continue;
    const SteadyNs now = (wave * 10 + 5) * kSecond;
    const double end = run.left(now)->p50 + wave * 10 + 5;
    least = std::min(least, end);
    most = std::max(most, end);
  }
  EXPECT_NEAR(least, 1003, 40);
  EXPECT_LT(most - least, 40);
}

TEST(TimeLeft, PhotosThatGrewSinceTheyWereFoundLeaveTimeForTheOthers) {
  TimeLeft run;
  run.begin(0);
  run.expect(10, 10);
  for (int i = 1; i <= 5; ++i) run.committed(50'000, 1, i * kSecond);
  EXPECT_GT(run.left(5 * kSecond)->p50, 0);
}

TEST(TimeLeft, WhatEarlierRunsMissedIsPutRight) {
  TimeLeftPrior prior{.cost_a_second = 10, .spread = 0.3};
  const auto plain = after(100, 10, 5000, prior).left(100 * kSecond);
  std::vector<TimeLeftMisses::Known> always;
  for (const double place : {1.0, 0.8, 0.6})
    always.push_back({std::log(1.25), 1, {place, 0, 0, 0}});
  prior.misses = TimeLeftMisses(always);
  prior.extra = std::log(1.5);
  const TimeLeft run = after(100, 10, 5000, prior);
  EXPECT_NEAR(run.left(100 * kSecond)->p50, 1.25 * plain->p50, 0.01);
  EXPECT_GE(run.left(100 * kSecond)->p90, 1.5 * 1.25 * plain->p50);
  EXPECT_NEAR(run.raw(100 * kSecond)->p50, plain->p50, 0.01);
}

TEST(TimeLeft, TheFirstCommitAloneGivesAFirstGuess) {
  const auto left = after(1, 10, 100).left(kSecond);
  ASSERT_TRUE(left);
  EXPECT_GT(left->p50, 1);
  EXPECT_LT(left->p50, 30);
}

TEST(TimeLeft, AnEarlierPartOfTheSessionTellsBeforeTheFirstPhoto) {
  TimeLeft run;
  run.set_earlier_part(5000, 500, 5000);
  run.begin(0);
  run.expect(1000, 1000);
  ASSERT_TRUE(run.left(0));
  EXPECT_NEAR(run.left(0)->p50, 100, 1);
  EXPECT_LT(run.left(0)->p90, 115);
}

TEST(TimeLeft, AnEarlierPartCountsForMoreThanEarlierRunsOfOtherPhotos) {
  TimeLeft run;
  run.set_prior({.cost_a_second = 20, .spread = 0.3});
  run.set_earlier_part(5000, 500, 5000);
  run.begin(0);
  run.expect(1000, 1000);
  EXPECT_NEAR(run.left(0)->p50, 100, 4);
}

TEST(TimeLeft, WhatWasKnownBeforeIsDroppedWhenTheRunIsQuiteDifferent) {
  TimeLeft run;
  run.set_workers(1);
  run.set_earlier_part(80'000, 1000, 80'000);  // with eight workers
  run.begin(0);
  run.expect(10'000, 10'000);
  for (int i = 1; i <= 600; ++i) run.committed(1, 0.1, i * kSecond / 10);
  EXPECT_NEAR(run.left(60 * kSecond)->p50, 940, 50);
}

TEST(TimeLeft, SignsTellWhetherAndForHowLongTheRunWasSlowedAlready) {
  const TimeLeftSigns steady = after(100, 10, 2000).signs();
  EXPECT_NEAR(steady[0], 0, 0.02) << "half of it is done";
  EXPECT_NEAR(steady[2], 0, 0.05);
  TimeLeft run;
  run.begin(0);
  run.expect(2000, 2000);
  SteadyNs now = 0;
  for (int i = 0; i < 600; ++i) {
    now += i >= 200 && i < 250 ? kSecond / 2 : kSecond / 10;
    run.committed(1, 0.1, now);
  }
  const TimeLeftSigns slowed = run.signs();
  EXPECT_GT(slowed[1], 0.05) << "it is faster now than in the mean";
  EXPECT_LT(slowed[2], -1);
  EXPECT_NEAR(slowed[3], 50.0 / 2000, 0.005);
}

TEST(TimeLeft, AnEarlierPartThatTookNoTimeTellsNothing) {
  TimeLeft run;
  run.set_earlier_part(5000, 0, 10);
  run.set_earlier_part(0, 10, 10);
  run.set_earlier_part(10, 10, 0);
  run.begin(0);
  run.expect(1000, 1000);
  EXPECT_FALSE(run.left(0));
}

}  // namespace
}  // namespace photosieve
