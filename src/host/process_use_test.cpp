// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_use.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <vector>

namespace photosieve {
namespace {

TEST(ProcessUse, ReadsProcTextsAsTheKernelWritesThem) {
  EXPECT_EQ(resident_pages("5000 1234 700 20 0 300 0\n"), 1234U);
  EXPECT_EQ(resident_pages(""), std::nullopt);
  const char* stat = "42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 70 30 0 0 20 0 1 0 12345 99\n";
  EXPECT_EQ(processor_ticks(stat), 100U);
  EXPECT_EQ(processor_ticks("42 (short) S 1"), std::nullopt);
  EXPECT_EQ(processor_ticks("nonsense"), std::nullopt);
}

TEST(ProcessUse, SeesThisProcessWorkAndKnowsNothingAtFirst) {
  ProcessUse use;
  const std::vector<pid_t> pids{::getpid()};
  const SystemClock clock;
  const ProcessSample first = use.sample(pids, clock.steady());
  ASSERT_TRUE(first.memory_mb);
  EXPECT_GT(*first.memory_mb, 1.0);
  EXPECT_EQ(first.cpu_percent, std::nullopt);
  const SteadyNs until = clock.steady() + 300'000'000;
  while (clock.steady() < until) {
  }
  const ProcessSample second = use.sample(pids, clock.steady());
  ASSERT_TRUE(second.cpu_percent);
  EXPECT_GT(*second.cpu_percent, 5.0);
  EXPECT_LE(*second.cpu_percent, 110.0);
}

TEST(ProcessUse, AProcessThatIsGoneCountsForNothing) {
  ProcessUse use;
  const std::vector<pid_t> pids{0x3FFFFFFF};
  EXPECT_EQ(use.sample(pids, 1).memory_mb, std::nullopt);
}

}  // namespace
}  // namespace photosieve
