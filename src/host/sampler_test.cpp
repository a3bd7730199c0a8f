// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/sampler.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "host/test_tree.h"
#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr double kMb = 1024.0 * 1024.0;

// A tree that is sampled twice, a second apart; between them what `change` writes.
template <class Change>
HostSample second_sample(const TestTree& tree, const Change& change) {
  ManualClock clock;
  HostSampler sampler(clock, tree.root());
  const std::vector<pid_t> pids{4242};
  (void)sampler.sample(pids);
  clock.advance_ms(1000);
  change();
  return sampler.sample(pids);
}

TEST(Sampler, OfABareMachineTellsTheMachine) {
  const TestTree tree("bare");
  const HostSample sample = second_sample(tree, [&] {
    tree.put("/proc/stat",
             "cpu  2500 0 1000 97150 500 0 50 0 0 0\n"
             "cpu0 1250 0 500 48575 250 0 25 0 0 0\n"
             "cpu1 1250 0 500 48575 250 0 25 0 0 0\n");
  });
  EXPECT_EQ(sample.limits.version, 0);
  EXPECT_NEAR(*sample.machine_cpu_percent, 100.0 * 50 / 200, 0.01);
  EXPECT_EQ(sample.cpu_percent, sample.machine_cpu_percent);
  EXPECT_EQ(sample.core_percent.size(), 2U);
  EXPECT_NEAR(*sample.memory_total_mb, 16'318'412 / 1024.0, 0.01);
  EXPECT_NEAR(*sample.memory_mb, (16'318'412 - 11'264'000) / 1024.0, 0.01);
  EXPECT_EQ(sample.memory_cache_mb, std::nullopt) << "a machine's is left out already";
  EXPECT_EQ(sample.swap_used_mb, 0.0);
  EXPECT_EQ(sample.pressure->cpu, 2.75);
  EXPECT_EQ(sample.pressure->memory, 0.0) << "a pressure of zero is known";
  EXPECT_EQ(sample.load->one, 0.75);
  EXPECT_EQ(sample.disks.read_mb_s, 0.0) << "the disk stood still";
  EXPECT_EQ(sample.network_recv_mb_s, 0.0);
  EXPECT_EQ(sample.processes, 0U);
  EXPECT_EQ(sample.process_memory_mb, std::nullopt);
}

TEST(Sampler, OfAContainerOfVersionTwoTellsTheContainer) {
  const TestTree tree("cgroup2");
  const HostSample sample = second_sample(tree, [&] {
    tree.put("/sys/fs/cgroup/cpu.stat",
             "usage_usec 12750000\nuser_usec 9000000\nsystem_usec 3750000\nnr_periods 100\n"
             "nr_throttled 12\nthrottled_usec 900000\n");
  });
  EXPECT_EQ(sample.limits.version, 2);
  EXPECT_EQ(sample.limits.processors, 1.5);
  EXPECT_NEAR(*sample.cpu_percent, 100.0 * 0.75 / sample.processors, 0.01)
      << "three quarters of a second of what the quota allows";
  EXPECT_NEAR(*sample.throttled_percent, 20.0, 0.01);
  EXPECT_NEAR(*sample.memory_total_mb, 512, 0.01);
  EXPECT_NEAR(*sample.memory_mb, (402'653'184 - 134'217'728) / kMb, 0.01);
  EXPECT_NEAR(sample.memory_cache_mb.value_or(0), 32, 0.01) << "files in use, within it";
  EXPECT_NEAR(*sample.memory_percent, 50.0, 0.01);
  EXPECT_EQ(sample.pressure->memory, 12.5) << "the container's own";
}

TEST(Sampler, OfAContainerOfVersionOneTellsTheContainer) {
  const TestTree tree("cgroup1");
  const HostSample sample = second_sample(
      tree, [&] { tree.put("/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", "8500000000\n"); });
  EXPECT_EQ(sample.limits.version, 1);
  EXPECT_EQ(sample.limits.processors, 0.5);
  EXPECT_NEAR(*sample.cpu_percent, 100.0, 0.01);
  EXPECT_NEAR(*sample.memory_total_mb, 256, 0.01);
  EXPECT_NEAR(*sample.memory_mb, (209'715'200 - 52'428'800) / kMb, 0.01);
  EXPECT_NEAR(sample.memory_cache_mb.value_or(0), 10, 0.01);
  EXPECT_EQ(sample.pressure->cpu, 2.75) << "version 1 has none of its own";
}

TEST(Sampler, LimitsThatChangeInTheMiddleAreFollowed) {
  const TestTree tree("cgroup2");
  HostSample sample =
      second_sample(tree, [&] { tree.put("/sys/fs/cgroup/memory.max", "1073741824\n"); });
  EXPECT_NEAR(*sample.memory_total_mb, 1024, 0.01);
  EXPECT_NEAR(*sample.memory_percent, 25.0, 0.01);
  sample = second_sample(tree, [&] {
    tree.put("/sys/fs/cgroup/memory.max", "max\n");
    tree.put("/sys/fs/cgroup/cpu.max", "max 100000\n");
  });
  EXPECT_EQ(sample.limits.version, 0);
  EXPECT_GT(*sample.memory_total_mb, 10'000) << "the machine's again";
}

TEST(Sampler, WhatVanishesIsUnknownAndTheRestGoesOn) {
  const TestTree tree("bare");
  const HostSample sample = second_sample(tree, [&] {
    tree.put("/proc/meminfo", "");
    tree.put("/proc/diskstats", "");
    tree.put("/proc/net/dev", "\xff\xfe garbage");
    tree.put("/proc/pressure/cpu", "some avg10=lots");
    tree.put("/proc/loadavg", "");
  });
  EXPECT_EQ(sample.memory_mb, std::nullopt);
  EXPECT_EQ(sample.memory_percent, std::nullopt);
  EXPECT_EQ(sample.disks.read_mb_s, std::nullopt);
  EXPECT_EQ(sample.network_sent_mb_s, std::nullopt);
  EXPECT_EQ(sample.pressure->cpu, std::nullopt);
  EXPECT_EQ(sample.pressure->io, 4.5);
  EXPECT_FALSE(sample.load);
}

TEST(Sampler, OfAnEmptyTreeKnowsNothingAndTellsItsCost) {
  const TestTree tree;
  const HostSample sample = second_sample(tree, [] {});
  EXPECT_EQ(sample.cpu_percent, std::nullopt);
  EXPECT_EQ(sample.memory_mb, std::nullopt);
  EXPECT_FALSE(sample.pressure);
  EXPECT_EQ(sample.processes, 0U);
  EXPECT_GT(sample.cost_ms, 0);
}

TEST(Sampler, OfThisMachineAgreesWithProcWithinTheTimeBetweenTwoReadings) {
  const SystemClock clock;
  HostSampler sampler(clock);
  const std::vector<pid_t> pids{::getpid()};
  (void)sampler.sample(pids);
  const HostSample sample = sampler.sample(pids);
  ASSERT_TRUE(sample.memory_mb);
  ASSERT_TRUE(sample.process_memory_mb);
  if (!sample.limits.memory) {
    const std::string text = HostRoot().text("/proc/meminfo").value_or("");
    const double used = static_cast<double>(*number_after(text, "MemTotal:") -
                                            *number_after(text, "MemAvailable:")) /
                        1024.0;
    EXPECT_NEAR(*sample.memory_mb, used, 64 + used * 0.1);
  }
  EXPECT_GE(*sample.process_memory_peak_mb, *sample.process_memory_mb);
}

}  // namespace
}  // namespace photosieve
