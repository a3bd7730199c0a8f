// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stall_watch.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(StallWatch, TellsOfALongSilenceAndThenEachMinute) {
  StallWatch watch;
  std::vector<int> told;
  for (int second = 0; second < 160; ++second)
    if (const auto silence = watch.silence("a.jpg", 7, 30, second * kSecond)) {
      told.push_back(second);
      EXPECT_DOUBLE_EQ(*silence, second);
    }
  EXPECT_EQ(told, (std::vector<int>{30, 90, 150}));
}

TEST(StallWatch, AResultOrAnotherPhotoBeginsAnew) {
  StallWatch watch;
  for (int second = 0; second < 200; ++second)
    EXPECT_FALSE(watch.silence("a.jpg", second / 20, 30, second * kSecond)) << second;
  for (int second = 200; second < 400; ++second)
    EXPECT_FALSE(watch.silence(second % 2 == 0 ? "b.jpg" : "", 7, 30, second * kSecond)) << second;
}

TEST(StallWatch, PatienceThatGrowsMeanwhileHolds) {
  StallWatch watch;
  for (int second = 0; second < 40; ++second)
    EXPECT_FALSE(watch.silence("a.jpg", 7, second < 20 ? 30 : 50, second * kSecond)) << second;
  EXPECT_TRUE(watch.silence("a.jpg", 7, 50, 50 * kSecond));
}

}  // namespace
}  // namespace photosieve
