// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_tree.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "host/test_tree.h"
#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

std::string stat_of(int ticks) {
  return "7 (a) b (c)) S 1 7 7 0 -1 4194304 100 0 0 0 " + std::to_string(ticks) +
         " 30 0 0 20 0 1 0 12345 99\n";
}

TEST(ProcessTree, ReadsProcTextsAsTheKernelWritesThem) {
  EXPECT_EQ(resident_pages("5000 1234 700 20 0 300 0\n"), 1234U);
  EXPECT_EQ(anonymous_pages("5000 1234 700 20 0 300 0\n"), 534U);
  EXPECT_EQ(anonymous_pages("5000 10 700\n"), 0U) << "read while it changed";
  EXPECT_EQ(anonymous_pages("5000 10"), std::nullopt);
  EXPECT_EQ(processor_ticks(stat_of(70)), 100U);
  for (const char* text : {"", "nonsense", "42 (short) S 1", "42 (x", ")"})
    EXPECT_EQ(processor_ticks(text), std::nullopt) << text;
}

TEST(ProcessTree, AddsUpProcessesEachOnceAndForgetsThoseThatAreGone) {
  const TestTree tree;
  tree.put("/proc/7/stat", stat_of(70));
  tree.put("/proc/7/statm", "0 1000 200 0 0 0 0\n");
  tree.put("/proc/8/stat", stat_of(0));
  tree.put("/proc/8/statm", "0 500 100 0 0 0 0\n");
  const double page_mb = static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
  const auto hz = static_cast<int>(::sysconf(_SC_CLK_TCK));
  ProcessTree processes(tree.root());
  const std::vector<pid_t> pids{7, 8, 7, 9};
  ProcessSample sample = processes.sample(pids, 2, kSecond);
  EXPECT_EQ(sample.processes, 2U);
  EXPECT_DOUBLE_EQ(*sample.memory_mb, 1200 * page_mb);
  EXPECT_EQ(sample.cpu_percent, std::nullopt);
  tree.put("/proc/7/stat", stat_of(70 + hz));
  tree.put("/proc/8/stat", "vanished in the middle");
  tree.put("/proc/9/stat", stat_of(100 * hz));
  tree.put("/proc/9/statm", "0 1 0 0 0 0 0\n");
  sample = processes.sample(pids, 2, 2 * kSecond);
  EXPECT_EQ(sample.processes, 2U);
  EXPECT_DOUBLE_EQ(*sample.memory_mb, 801 * page_mb);
  EXPECT_DOUBLE_EQ(*sample.cpu_percent, 100.0)
      << "one second each of two processors; of the new one no more than there was";
}

TEST(ProcessTree, NoProcessIsUnknownAndNotZero) {
  const TestTree tree;
  ProcessTree processes(tree.root());
  const std::vector<pid_t> pids{7};
  const ProcessSample sample = processes.sample(pids, 2, kSecond);
  EXPECT_EQ(sample.memory_mb, std::nullopt);
  EXPECT_EQ(sample.pss_mb, std::nullopt);
  EXPECT_EQ(sample.processes, 0U);
}

TEST(ProcessTree, AddsUpTheProportionalSetOverTheMinute) {
  const TestTree tree;
  for (const char* pid : {"7", "8"}) {
    tree.put(std::string("/proc/") + pid + "/stat", stat_of(1));
    tree.put(std::string("/proc/") + pid + "/smaps_rollup",
             "0-1 ---p 0 0:0 0 [rollup]\nPss: 2048 kB\n");
  }
  ProcessTree processes(tree.root());
  const std::vector<pid_t> pids{7, 8};
  EXPECT_EQ(processes.sample(pids, 1, kSecond).pss_mb, std::nullopt) << "one process a sample";
  EXPECT_EQ(processes.sample(pids, 1, 2 * kSecond).pss_mb, 4.0);
  tree.put("/proc/7/smaps_rollup", "Pss: 4096 kB\n");
  EXPECT_EQ(processes.sample(pids, 1, 30 * kSecond).pss_mb, 4.0) << "once a minute";
  (void)processes.sample(pids, 1, 61 * kSecond);
  EXPECT_EQ(processes.sample(pids, 1, 62 * kSecond).pss_mb, 6.0);
  tree.remove("/proc/8/smaps_rollup");
  (void)processes.sample(pids, 1, 122 * kSecond);
  EXPECT_EQ(processes.sample(pids, 1, 123 * kSecond).pss_mb, std::nullopt)
      << "one of them may not be read: no sum of the others";
}

TEST(ProcessTree, AgreesWithWhatTheKernelCallsAnonymous) {
  const std::vector<char> held(std::size_t{64} << 20, 'x');
  const HostRoot root;
  ProcessTree processes(root);
  const std::vector<pid_t> pids{::getpid()};
  const auto mine = processes.sample(pids, 1, kSecond).memory_mb;
  const auto status = number_after(root.text("/proc/self/status").value_or(""), "RssAnon:");
  ASSERT_TRUE(mine);
  ASSERT_TRUE(status);
  EXPECT_NEAR(*mine, static_cast<double>(*status) / 1024, 2.0);
  EXPECT_GT(*mine, 64.0) << held.size();
}

TEST(ProcessTree, KnowsTheMostThatAProcessHeld) {
  TestTree tree;
  tree.put("/proc/7/status", "Name:\tx\nVmHWM:\t   2048 kB\nVmRSS:\t 1024 kB\n");
  tree.put("/proc/8/status", "Name:\tx\n");
  EXPECT_EQ(peak_memory_mb(tree.root(), 7), 2.0);
  tree.put("/proc/7/status", "VmHWM:\t   2048 kB\nRssAnon:\t 900 kB\nRssFile:\t 512 kB\n");
  EXPECT_EQ(peak_memory_mb(tree.root(), 7), 1.5) << "pages of files can be dropped";
  tree.put("/proc/7/status", "VmHWM:\t   2048 kB\nRssFile:\t 4096 kB\n");
  EXPECT_EQ(peak_memory_mb(tree.root(), 7), 0) << "a file that lies is no negative memory";
  EXPECT_EQ(peak_memory_mb(tree.root(), 8), std::nullopt) << "a process that has ended holds none";
  EXPECT_EQ(peak_memory_mb(tree.root(), 9), std::nullopt);
  const std::vector<char> held(32 << 20, 'x');
  EXPECT_GT(peak_memory_mb(HostRoot(), ::getpid()).value_or(0), 24.0) << held.size();
}

TEST(ProcessTree, FindsTheChildrenOfThisProcess) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const std::vector<pid_t> children = children_of_this_process(HostRoot());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  if (!HostRoot().exists("/proc/self/task/" + std::to_string(::getpid()) + "/children"))
    GTEST_SKIP() << "this kernel does not tell children";
  EXPECT_NE(std::find(children.begin(), children.end(), child), children.end());
}

}  // namespace
}  // namespace photosieve
