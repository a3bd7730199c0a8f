// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left_misses.h"

#include <gtest/gtest.h>

#include <vector>

namespace photosieve {
namespace {

using Known = TimeLeftMisses::Known;

// Twenty runs that were off by `early` in their first half and by `late` in their second.
std::vector<Known> halves(double early, double late) {
  std::vector<Known> known;
  for (std::size_t run = 0; run < 20; ++run)
    for (int i = 0; i < 20; ++i) {
      const double place = 1 - i / 10.0;
      known.push_back({i < 10 ? early : late, 0.05, {place, 0, 0, 0}, run});
    }
  return known;
}

TEST(TimeLeftMisses, NothingKnownIsNoMiss) {
  EXPECT_EQ(TimeLeftMisses().at({1, 0, 0, 0}), 0);
  EXPECT_TRUE(TimeLeftMisses().empty());
}

TEST(TimeLeftMisses, WhatWasKnownUnderSimilarSignsCounts) {
  const TimeLeftMisses misses(halves(0.3, -0.2));
  EXPECT_DOUBLE_EQ(misses.at({0.8, 0, 0, 0}), 0.3);
  EXPECT_DOUBLE_EQ(misses.at({-0.6, 0, 0, 0}), -0.2);
  EXPECT_EQ(misses.at({0.8, 2, 0, 0}), 0) << "never seen at such a speed";
  EXPECT_EQ(misses.at({0.8, 0, -2, 0}), 0) << "nor slowed so far";
  EXPECT_EQ(misses.at({0.8, 0, 0, 1}), 0) << "nor for so long";
}

TEST(TimeLeftMisses, TheMiddleDoesNotHangOnAFewWildOnes) {
  std::vector<Known> known = halves(0.1, 0.1);
  for (Known& one : known)
    if (one.run < 8) one.miss = 5;
  EXPECT_DOUBLE_EQ(TimeLeftMisses(known).at({0.5, 0, 0, 0}), 0.1);
  for (Known& one : known) one.miss = 5;
  EXPECT_DOUBLE_EQ(TimeLeftMisses(known).at({0.5, 0, 0, 0}), 1) << "no correction is larger";
}

TEST(TimeLeftMisses, RunsThatMissedToBothSidesSayNoMiss) {
  std::vector<Known> known = halves(0.2, 0.2);
  for (Known& one : known)
    if (one.run % 2 == 0) one.miss = -0.2;
  EXPECT_EQ(TimeLeftMisses(known).at({0.5, 0, 0, 0}), 0);
}

TEST(TimeLeftMisses, ARunIsLeftOutOfWhatIsForetoldOfIt) {
  std::vector<Known> known = halves(0.2, 0.2);
  known.resize(20);  // one run
  const TimeLeftMisses misses(known);
  EXPECT_EQ(misses.at({0.5, 0, 0, 0}, 0), 0);
}

TEST(TimeLeftMisses, OneRunAloneTeachesNothing) {
  std::vector<Known> known = halves(0.2, 0.2);
  known.resize(20);
  EXPECT_EQ(TimeLeftMisses(known).at({0.5, 0, 0, 0}), 0);
}

}  // namespace
}  // namespace photosieve
