// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/memory_info.h"

#include <gtest/gtest.h>

#include "host/host_root.h"

namespace photosieve {
namespace {

TEST(MemoryInfo, TakesTheKernelsEstimateOrMakesOneForOldKernels) {
  const auto now = memory_info(
      "MemTotal:       1000 kB\nMemFree: 100 kB\nMemAvailable: 600 kB\n"
      "SwapTotal: 50 kB\nSwapFree: 20 kB\n");
  ASSERT_TRUE(now);
  EXPECT_EQ(now->total, 1000U * 1024);
  EXPECT_EQ(now->available, 600U * 1024);
  EXPECT_EQ(now->swap_free, 20U * 1024);
  const auto old =
      memory_info("MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 200 kB\n");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->available, 350U * 1024);
  EXPECT_EQ(old->swap_total, std::nullopt);
}

TEST(MemoryInfo, NeverHasMoreAvailableThanThereIsAndTextsThatLieGiveNothing) {
  EXPECT_EQ(memory_info("MemTotal: 10 kB\nMemAvailable: 99 kB\n")->available, 10U * 1024);
  for (const char* text :
       {"", "MemTotal: 0 kB\nMemAvailable: 0 kB\n", "MemTotal: 5 kB\n",
        "MemTotal: x kB\nMemFree: 1 kB\n", "MemTotal: 18446744073709551615 kB\nMemFree: 1 kB\n"})
    EXPECT_FALSE(memory_info(text)) << text;
}

TEST(MemoryInfo, ReadsThisMachine) {
  const auto info = memory_info(HostRoot().text("/proc/meminfo").value_or(""));
  ASSERT_TRUE(info);
  EXPECT_GT(info->available, 0U);
}

}  // namespace
}  // namespace photosieve
