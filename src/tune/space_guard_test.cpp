// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/space_guard.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

SpaceReading reading(double free_mb, bool paused = false) {
  return {.free_mb = free_mb, .total_mb = 100'000, .copied_mb_a_second = 10, .paused = paused};
}

TEST(SpaceGuard, PausesBeforeTheDiskIsFullAndGoesOnWhenThereIsRoom) {
  SpaceGuard guard;
  EXPECT_FALSE(guard.read(reading(600)));
  const auto pause = guard.read(reading(500));
  ASSERT_TRUE(pause);
  EXPECT_EQ(pause->what, SpaceGuard::What::kPause);
  EXPECT_EQ(pause->reason,
            "500 MB are free on the output's disk, 512 MB are kept in reserve; it goes on when "
            "there is room");
  EXPECT_FALSE(guard.read(reading(500, true)));
  EXPECT_FALSE(guard.read(reading(700, true))) << "not to and fro";
  const auto resume = guard.read(reading(800, true));
  ASSERT_TRUE(resume);
  EXPECT_EQ(resume->what, SpaceGuard::What::kResume);
  EXPECT_FALSE(guard.read(reading(800)));
}

TEST(SpaceGuard, WhoResumesIsObeyedUntilThereWasRoom) {
  SpaceGuard guard;
  ASSERT_TRUE(guard.read(reading(100)));
  EXPECT_FALSE(guard.read(reading(100, true)));
  EXPECT_FALSE(guard.read(reading(100, false))) << "resumed by somebody";
  EXPECT_FALSE(guard.read(reading(90)));
  EXPECT_FALSE(guard.read(reading(9000)));
  EXPECT_TRUE(guard.read(reading(90)));
}

TEST(SpaceGuard, APauseOfSomebodyElseIsLeftAlone) {
  SpaceGuard guard;
  EXPECT_FALSE(guard.read(reading(100, true)));
  EXPECT_FALSE(guard.read(reading(9000, true)));
}

TEST(SpaceGuard, TheReserveFollowsSpeedAndSize) {
  EXPECT_DOUBLE_EQ(SpaceGuard::reserve_mb({.copied_mb_a_second = 100}), 3000);
  EXPECT_DOUBLE_EQ(SpaceGuard::reserve_mb({.total_mb = 1000, .copied_mb_a_second = 100}), 250);
  EXPECT_DOUBLE_EQ(SpaceGuard::reserve_mb({}), 512);
}

TEST(SpaceGuard, UnknownSpaceIsNoReasonToPause) {
  SpaceGuard guard;
  EXPECT_FALSE(guard.read({.copied_mb_a_second = 10}));
}

}  // namespace
}  // namespace photosieve
