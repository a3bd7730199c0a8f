// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/host_watch.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace photosieve {
namespace {

// The first sample that a condition holds for, waited for at most five seconds.
template <class Holds>
std::shared_ptr<const HostSample> sample_that(const HostWatch& watch, const Holds& holds) {
  for (int i = 0; i < 500; ++i) {
    auto newest = watch.newest();
    if (holds(*newest)) return newest;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return watch.newest();
}

TEST(HostWatch, KnowsNothingAtFirstAndSoonWhatTheProgramTakes) {
  const SystemClock clock;
  const HostWatch watch(clock);
  ASSERT_NE(watch.newest(), nullptr);
  const auto sample =
      sample_that(watch, [](const HostSample& one) { return one.process_cpu_percent.has_value(); });
  ASSERT_TRUE(sample->process_cpu_percent) << "two samples within five seconds";
  EXPECT_TRUE(sample->process_memory_mb);
  EXPECT_GT(sample->cost_ms, 0);
}

TEST(HostWatch, CountsTheWorkersOfEverySession) {
  const SystemClock clock;
  HostWatch watch(clock);
  watch.set_workers("a", {::getpid()});
  watch.set_workers("b", {::getppid(), ::getpid()});
  EXPECT_EQ(watch.workers(), 3U);
  const auto both = sample_that(watch, [](const HostSample& one) { return one.processes == 2; });
  EXPECT_EQ(both->processes, 2U) << "each process counts once";
  watch.set_workers("b", {});
  EXPECT_EQ(watch.workers(), 1U);
  const auto one = sample_that(watch, [](const HostSample& now) { return now.processes == 1; });
  EXPECT_EQ(one->processes, 1U);
}

}  // namespace
}  // namespace photosieve
