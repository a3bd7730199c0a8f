// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cpu_times.h"

#include <gtest/gtest.h>

#include <vector>

namespace photosieve {
namespace {

// As proc_stat(5) has it: user nice system idle iowait irq softirq steal guest guest_nice.
constexpr const char* kBefore =
    "cpu  100 0 50 800 50 0 0 0 0 0\n"
    "cpu0 60 0 20 400 20 0 0 0 0 0\n"
    "cpu2 40 0 30 400 30 0 0 0 0 0\n"
    "intr 1 2 3\n";
constexpr const char* kAfter =
    "cpu  150 10 70 900 60 5 5 0 40 0\n"
    "cpu0 110 10 40 400 20 5 5 10 40 0\n"
    "cpu2 40 0 30 500 40 0 0 0 0 0\n";

TEST(CpuTimes, BusyIsAllButIdleAndWaitingAndOfflineProcessorsAreUnknown) {
  const CpuTable table = cpu_table(kBefore);
  ASSERT_TRUE(table.machine);
  EXPECT_EQ(table.machine->busy, 150U);
  EXPECT_EQ(table.machine->idle, 850U);
  ASSERT_EQ(table.cores.size(), 3U);
  EXPECT_TRUE(table.cores[0]);
  EXPECT_FALSE(table.cores[1]);
  EXPECT_EQ(table.cores[2]->busy, 70U);
}

TEST(CpuTimes, PercentIsOfTheTimeSinceTheLastStep) {
  CpuMeter meter;
  const std::vector<unsigned> allowed{2};
  EXPECT_EQ(meter.step(cpu_table(kBefore), allowed).machine, std::nullopt) << "the first";
  const CpuBusy busy = meter.step(cpu_table(kAfter), allowed);
  EXPECT_NEAR(*busy.machine, 100.0 * 90 / 200, 1e-9);
  EXPECT_EQ(busy.cores[0], 100.0);
  EXPECT_EQ(busy.cores[1], std::nullopt);
  EXPECT_EQ(busy.cores[2], 0.0);
  EXPECT_EQ(busy.allowed, 0.0) << "only processor 2 may be used";
}

TEST(CpuTimes, WithoutASetAllProcessorsCount) {
  CpuMeter meter;
  (void)meter.step(cpu_table(kBefore), {});
  const CpuBusy busy = meter.step(cpu_table(kAfter), {});
  EXPECT_EQ(busy.allowed, busy.machine);
}

TEST(CpuTimes, CountersThatGoBackOrStandStillHaveNoValue) {
  CpuMeter meter;
  (void)meter.step(cpu_table("cpu 100 0 0 100 10\n"), {});
  EXPECT_EQ(meter.step(cpu_table("cpu 100 0 0 100 10\n"), {}).machine, std::nullopt);
  EXPECT_EQ(meter.step(cpu_table("cpu 150 0 0 150 5\n"), {}).machine, 100.0 * 50 / 95)
      << "the wait for I/O went back a little, as it may";
  EXPECT_EQ(meter.step(cpu_table("cpu 1 0 0 1 0\n"), {}).machine, std::nullopt) << "restarted";
}

TEST(CpuTimes, TextsThatLieGiveNothing) {
  for (const char* text : {"", "cpu", "cpu 1 2 3\n", "cpu a b c d\n", "cpu99999999 1 2 3 4\n",
                           "\n\n\n", "cpu 99999999999999999999 1 1 1\n"})
    EXPECT_FALSE(cpu_table(text).machine) << text;
  EXPECT_TRUE(cpu_table("cpu99999999 1 2 3 4\n").cores.empty());
}

}  // namespace
}  // namespace photosieve
