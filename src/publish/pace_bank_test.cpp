// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pace_bank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace photosieve {
namespace {

// `seconds` blocks of a second each, of a speed that `speed` gives, with noise of `spread`.
template <class Speed>
PaceBank after(int seconds, double spread, Speed speed) {
  PaceBank bank;
  std::mt19937 random(3);
  std::normal_distribution<double> noise(1, spread);
  for (int i = 0; i < seconds; ++i) bank.add(speed(i) * noise(random), 1, 10);
  return bank;
}

TEST(PaceBank, KnowsNothingBeforeThereIsSomethingToKnow) {
  EXPECT_EQ(PaceBank().ahead(100).speed, 0);
  EXPECT_EQ(PaceBank().recent(10).now, 0);
}

TEST(PaceBank, ASteadySpeedIsBelievedTheMoreTheLongerItWasSeen) {
  const auto of_level = [](int seconds) {
    const PaceBank bank = after(seconds, 0.2, [](int) { return 5.0; });
    const PaceBank::Outlook ahead = bank.ahead(5 * 1000);
    EXPECT_NEAR(ahead.speed, 5, 0.7) << seconds;
    return std::sqrt(ahead.of_level) / ahead.speed;
  };
  EXPECT_GT(of_level(8), 0.03);
  EXPECT_LT(of_level(80), 0.06);
  EXPECT_LT(of_level(2000), 0.02);
}

TEST(PaceBank, WhatSlowedTheRunForAWhileIsSeen) {
  const PaceBank steady = after(200, 0.02, [](int) { return 5.0; });
  EXPECT_GT(steady.slowing().slowest, 0.9);
  const PaceBank slowed = after(200, 0.02, [](int i) { return i >= 40 && i < 80 ? 2.0 : 5.0; });
  EXPECT_NEAR(slowed.slowing().slowest, 0.4, 0.05);
  EXPECT_NEAR(slowed.slowing().share, 80.0 / 880, 0.02) << "of the work, not of the time";
  for (const PaceBank& few : {after(5, 0.02, [](int) { return 5.0; }), PaceBank()}) {
    EXPECT_EQ(few.slowing().slowest, 1) << "too few";
    EXPECT_EQ(few.slowing().share, 0);
  }
}

TEST(PaceBank, AShortTimeAheadIsLessSureThanALongOne) {
  const PaceBank bank = after(200, 0.2, [](int) { return 5.0; });
  EXPECT_GT(bank.ahead(5).variance, 10 * bank.ahead(5 * 200).variance);
}

TEST(PaceBank, ASpeedThatHalvedIsFollowedAndTrustedLess) {
  const auto halved = [](int i) { return i < 150 ? 8.0 : 4.0; };
  const PaceBank steady = after(200, 0.05, [](int) { return 8.0; });
  const PaceBank changed = after(200, 0.05, halved);
  EXPECT_LT(changed.ahead(40).speed, 4.8);
  EXPECT_GT(changed.ahead(400).variance, 4 * steady.ahead(400).variance);
}

TEST(PaceBank, ALongTimeAheadComesBackTowardsTheMeanOfTheRun) {
  const PaceBank bank = after(200, 0.05, [](int i) { return i < 150 ? 8.0 : 4.0; });
  EXPECT_GT(bank.ahead(4 * 2000).speed, bank.ahead(4 * 10).speed);
}

TEST(PaceBank, BlocksBecomeLongerAndTheSpeedStaysTheSame) {
  for (const int seconds : {63, 64, 65, 66, 1000, 100'000}) {
    const PaceBank bank = after(seconds, 0, [](int) { return 3.0; });
    EXPECT_NEAR(bank.ahead(100).speed, 3, 1e-6) << seconds;
    EXPECT_NEAR(bank.recent(20).now, 3, 1e-6) << seconds;
  }
}

TEST(PaceBank, BlocksOfTooFewPhotosWaitForMore) {
  PaceBank bank;
  bank.set_fewest_photos(8);
  // Four workers that end together: 4 photos in an instant, then nothing for 10 seconds.
  for (int wave = 0; wave < 50; ++wave) {
    bank.add(1, 9.9, 1);
    bank.add(3, 0.1, 3);
  }
  const PaceBank::Outlook ahead = bank.ahead(400);
  EXPECT_NEAR(ahead.speed, 0.4, 0.02);
  EXPECT_LT(std::sqrt(ahead.variance), 0.1 * ahead.speed);
}

TEST(PaceBank, TheRecentSpeedIsToldApartFromTheOneBefore) {
  const PaceBank bank = after(60, 0, [](int i) { return i < 30 ? 6.0 : 2.0; });
  const PaceBank::Recent recent = bank.recent(30);
  EXPECT_NEAR(recent.now, 2, 0.1);
  EXPECT_NEAR(recent.before, 6, 0.1);
}

}  // namespace
}  // namespace photosieve
