// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/program_use.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(ProgramUse, IsMeasuredAtMostOnceASecond) {
  ProgramUse use;
  const HostUse first = use.sample(kSecond);
  ASSERT_TRUE(first.memory_mb);
  EXPECT_FALSE(first.cpu_percent) << "nothing to compare with yet";
  EXPECT_FALSE(use.sample(kSecond + 1).cpu_percent) << "the same measurement";
  EXPECT_TRUE(use.sample(2 * kSecond).cpu_percent);
}

TEST(ProgramUse, CountsTheWorkersOfEverySession) {
  ProgramUse use;
  const double alone = *use.sample(kSecond).memory_mb;
  use.set_workers("a", {::getpid()});
  use.set_workers("b", {::getpid(), ::getpid()});
  EXPECT_EQ(use.workers(), 3U);
  EXPECT_GT(*use.sample(2 * kSecond).memory_mb, alone * 3);
  use.set_workers("b", {});
  EXPECT_EQ(use.workers(), 1U);
  EXPECT_LT(*use.sample(3 * kSecond).memory_mb, alone * 3);
  EXPECT_GT(*use.peak_mb(), alone * 3);
}

}  // namespace
}  // namespace photosieve
