// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/helping_hands.h"

#include <gtest/gtest.h>

#include <barrier>

namespace photosieve {
namespace {

TEST(HelpingHands, DoesEachThingOnce) {
  HelpingHands hands(7);
  for (const std::size_t count : {0U, 1U, 5U, 1000U}) {
    std::vector<std::atomic<int>> done(count);
    hands.each(count, [&](std::size_t i) { ++done[i]; });
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(HelpingHands, WaitSideBySide) {
  HelpingHands hands(3);
  std::barrier all(4);  // none is done before all four have begun
  hands.each(4, [&](std::size_t) { all.arrive_and_wait(); });
}

TEST(HelpingHands, WithoutHandsTheCallerDoesIt) {
  HelpingHands hands(0);
  int done = 0;
  hands.each(10, [&](std::size_t) { ++done; });
  EXPECT_EQ(done, 10);
}

}  // namespace
}  // namespace photosieve
