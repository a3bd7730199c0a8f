// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/errands.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace photosieve {
namespace {

TEST(Errands, EachRunsOnceSomeAtOnce) {
  std::atomic<int> ran{0};
  std::atomic<int> there{0};
  {
    Errands errands(2);
    for (int i = 0; i < 2; ++i)
      EXPECT_TRUE(errands.add([&](bool go) {
        EXPECT_TRUE(go);
        ++there;
        while (there < 2) std::this_thread::yield();  // both are under way at once
        ++ran;
      }));
    while (!errands.idle()) std::this_thread::yield();
  }
  EXPECT_EQ(ran, 2);
}

TEST(Errands, WhatWaitsAtTheEndIsToldSoAndNothingIsTakenAfterwards) {
  Errands errands(1);
  std::promise<void> go_on;
  std::promise<void> began;
  std::atomic<int> dropped{0};
  EXPECT_TRUE(errands.add([&](bool) {
    began.set_value();
    go_on.get_future().wait();
  }));
  began.get_future().wait();
  int taken = 0;
  while (errands.add([&](bool go) { dropped += go ? 0 : 1; })) ++taken;
  EXPECT_EQ(taken, 256) << "so many may wait";
  std::thread stopper([&] { errands.stop(); });
  while (dropped < taken) std::this_thread::yield();
  go_on.set_value();
  stopper.join();
  EXPECT_TRUE(errands.idle());
  EXPECT_FALSE(errands.add([](bool) {}));
}

}  // namespace
}  // namespace photosieve
