// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/processors.h"

#include <gtest/gtest.h>
#include <sched.h>

namespace photosieve {
namespace {

TEST(Processors, TheQuotaBoundsTheWorkersAndAPartIsWorthOne) {
  const struct {
    unsigned usable;
    std::optional<double> quota;
    double allowance;
    unsigned workers;
  } cases[] = {
      {8, std::nullopt, 8, 8}, {8, 2.0, 2, 2},         {8, 1.5, 1.5, 2},        {8, 0.25, 0.25, 1},
      {2, 6.0, 2, 2},          {8, 2.0001, 2.0001, 2}, {1, std::nullopt, 1, 1}, {4, 0.0, 4, 4},
  };
  for (const auto& one : cases) {
    const Processors processors{one.usable, one.quota};
    EXPECT_EQ(processors.allowance(), one.allowance);
    EXPECT_EQ(processors.workers(), one.workers) << one.allowance;
  }
}

TEST(Processors, FollowTheAffinityOfTheProcess) {
  cpu_set_t before;
  ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(processors_by_affinity(), static_cast<unsigned>(CPU_COUNT(&before)));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (unsigned i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i)
    if (CPU_ISSET(i, &before)) CPU_SET(i, &one);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(processors_by_affinity(), 1U);
  EXPECT_EQ(usable_processors(), 1U);
  ASSERT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace
}  // namespace photosieve
