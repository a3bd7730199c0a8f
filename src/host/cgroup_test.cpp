// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cgroup.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

constexpr std::uint64_t kMb = 1024 * 1024;
constexpr std::uint64_t kMachine = 64 * 1024 * kMb;

struct CgroupTest : testing::Test {
  void unified(const std::string& group) {
    tree.put("/proc/self/cgroup", "0::" + group + "\n");
    tree.put("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  }
  TestTree tree;
  Cgroup cgroup{tree.root()};
};

TEST_F(CgroupTest, TheSmallestLimitOfAllAncestorsHolds) {
  unified("/a/b");
  tree.put("/sys/fs/cgroup/a/b/memory.max", "max\n");
  tree.put("/sys/fs/cgroup/a/b/cpu.max", "400000 100000\n");
  tree.put("/sys/fs/cgroup/a/b/cpuset.cpus.effective", "0-3\n");
  tree.put("/sys/fs/cgroup/a/b/cpu.stat", "usage_usec 7\n");
  tree.put("/sys/fs/cgroup/a/memory.max", "536870912\n");
  tree.put("/sys/fs/cgroup/a/memory.high", "268435456\n");
  tree.put("/sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  tree.put("/sys/fs/cgroup/a/memory.current", "400000000\n");
  tree.put("/sys/fs/cgroup/a/memory.stat",
           "anon 1\ninactive_file 100000000\nactive_file 50000000\n");
  tree.put("/sys/fs/cgroup/a/cpu.stat", "usage_usec 5000\nthrottled_usec 40\n");
  const CgroupState state = cgroup.read(kMachine);
  EXPECT_EQ(state.limits.version, 2);
  EXPECT_EQ(state.limits.memory, 512 * kMb);
  EXPECT_EQ(state.limits.memory_high, 256 * kMb);
  EXPECT_EQ(state.limits.memory_group, "/sys/fs/cgroup/a");
  EXPECT_EQ(state.limits.processors, 1.5);
  EXPECT_EQ(state.limits.processor_set->size(), 4U);
  EXPECT_EQ(state.working_set, 300'000'000U) << "of the group that sets the limit";
  EXPECT_EQ(state.active_cache, 50'000'000U);
  EXPECT_EQ(state.cpu_us, 5000U);
  EXPECT_EQ(state.throttled_us, 40U);
  EXPECT_EQ(state.pressure_group, "/sys/fs/cgroup/a/b");
}

TEST_F(CgroupTest, WhatTheMachineDoesNotHaveIsNoLimit) {
  unified("/");
  tree.put("/sys/fs/cgroup/memory.max", std::to_string(kMachine) + "\n");
  tree.put("/sys/fs/cgroup/cpu.max", "max 100000\n");
  const CgroupState state = cgroup.read(kMachine);
  EXPECT_EQ(state.limits.memory, std::nullopt);
  EXPECT_EQ(state.limits.processors, std::nullopt);
  EXPECT_EQ(state.limits.version, 0);
  EXPECT_EQ(state.working_set, std::nullopt);
  EXPECT_EQ(state.pressure_group, "") << "the machine's";
}

TEST_F(CgroupTest, VersionOneTellsTheSame) {
  tree.put("/proc/self/cgroup",
           "5:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n2:cpuset:/docker/abc\n");
  tree.put("/proc/self/mountinfo",
           "1 0 0:1 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
           "2 0 0:2 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"
           "3 0 0:3 /docker/abc /sys/fs/cgroup/cpuset ro - cgroup cgroup rw,cpuset\n");
  tree.put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
  tree.put("/sys/fs/cgroup/memory/memory.usage_in_bytes", "500000000\n");
  tree.put("/sys/fs/cgroup/memory/memory.stat",
           "inactive_file 1\ntotal_inactive_file 200000000\ntotal_active_file 70\n");
  tree.put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n");
  tree.put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  tree.put("/sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 1\nthrottled_time 9000000\n");
  tree.put("/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", "123456789\n");
  tree.put("/sys/fs/cgroup/cpuset/cpuset.cpus", "1,3\n");
  const CgroupState state = cgroup.read(kMachine);
  EXPECT_EQ(state.limits.version, 1);
  EXPECT_EQ(state.active_cache, 70U);
  EXPECT_EQ(state.limits.memory, 512 * kMb);
  EXPECT_EQ(state.working_set, 300'000'000U);
  EXPECT_EQ(state.limits.processors, 0.5);
  EXPECT_EQ(state.limits.processor_set, (std::vector<unsigned>{1, 3}));
  EXPECT_EQ(state.cpu_us, 123'456U);
  EXPECT_EQ(state.throttled_us, 9000U);
  EXPECT_EQ(state.pressure_group, "") << "version 1 has no pressure of its own";
}

TEST_F(CgroupTest, UnlimitedOfVersionOneIsNoLimitEvenWhereTheMachineIsUnknown) {
  tree.put("/proc/self/cgroup", "5:memory:/\n3:cpu:/\n");
  tree.put("/proc/self/mountinfo",
           "1 0 0:1 / /m ro - cgroup cgroup rw,memory\n2 0 0:2 / /c ro - cgroup cgroup rw,cpu\n");
  tree.put("/m/memory.limit_in_bytes", "9223372036854771712\n");
  tree.put("/c/cpu.cfs_quota_us", "-1\n");
  tree.put("/c/cpu.cfs_period_us", "100000\n");
  const CgroupState state = cgroup.read(0);
  EXPECT_EQ(state.limits.memory, std::nullopt);
  EXPECT_EQ(state.limits.processors, std::nullopt);
}

TEST_F(CgroupTest, ALimitThatChangesIsSeenAtTheNextReadingAndAMoveSoon) {
  unified("/a");
  tree.put("/sys/fs/cgroup/a/memory.max", "536870912\n");
  tree.put("/sys/fs/cgroup/a/cpu.max", "max 100000\n");
  tree.put("/sys/fs/cgroup/b/memory.max", "1073741824\n");
  EXPECT_EQ(cgroup.read(kMachine).limits.memory, 512 * kMb);
  tree.put("/sys/fs/cgroup/a/memory.max", "268435456\n");
  tree.put("/sys/fs/cgroup/a/cpu.max", "100000 100000\n");
  EXPECT_EQ(cgroup.read(kMachine).limits.memory, 256 * kMb);
  EXPECT_EQ(cgroup.read(kMachine).limits.processors, 1.0);
  unified("/b");
  std::optional<std::uint64_t> limit;
  for (int i = 0; i < 10; ++i) limit = cgroup.read(kMachine).limits.memory;
  EXPECT_EQ(limit, 1024 * kMb);
}

TEST_F(CgroupTest, FilesThatLieOrVanishLeaveThatPartUnknown) {
  unified("/a");
  tree.put("/sys/fs/cgroup/a/memory.max", "536870912\n");
  tree.put("/sys/fs/cgroup/a/memory.current", "nonsense\n");
  tree.put("/sys/fs/cgroup/a/memory.stat", "inactive_file 5\n");
  tree.put("/sys/fs/cgroup/a/cpu.max", "100000 0\n");
  tree.put("/sys/fs/cgroup/a/cpuset.cpus.effective", "9-1\n");
  CgroupState state = cgroup.read(kMachine);
  EXPECT_EQ(state.limits.memory, 512 * kMb);
  EXPECT_EQ(state.working_set, std::nullopt);
  EXPECT_EQ(state.limits.processors, std::nullopt);
  EXPECT_EQ(state.limits.processor_set, std::nullopt);
  tree.put("/sys/fs/cgroup/a/memory.current", "3\n");
  EXPECT_EQ(cgroup.read(kMachine).working_set, 0U) << "the cache was read later and is larger";
}

}  // namespace
}  // namespace photosieve
