// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_rest.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

using State = GpuRest::State;
constexpr SteadyNs kSecond = 1'000'000'000;

struct GpuRestTest : testing::Test {
  GpuRestTest() {
    tree.put("/sys/gpu/power/runtime_status", "active\n");
    tree.put("/sys/gpu/power/control", "auto\n");
    tree.put("/sys/gpu/power/autosuspend_delay_ms", "5000\n");
  }
  // Asked once a second as long as it is awake; how often until it is left in peace, at most 100.
  int questions(std::optional<double> utilization, bool ours = false) {
    for (int asked = 0; asked < 100; ++asked) {
      if (rest.look(now) != State::kAwake) return asked;
      rest.told(utilization, ours, now);
      now += kSecond;
    }
    return 100;
  }
  TestTree tree;
  GpuRest rest{tree.root(), "/sys/gpu"};
  SteadyNs now = kSecond;
};

TEST_F(GpuRestTest, OneThatSleepsIsNotAsked) {
  tree.put("/sys/gpu/power/runtime_status", "suspended\n");
  EXPECT_EQ(rest.look(now), State::kAsleep);
  tree.put("/sys/gpu/power/runtime_status", "suspending\n");
  EXPECT_EQ(rest.look(now), State::kAsleep);
  tree.put("/sys/gpu/power/runtime_status", "active\n");
  EXPECT_EQ(rest.look(now), State::kAwake);
}

TEST_F(GpuRestTest, OneThatIsIdleIsLeftInPeaceForItsDelayAndAskedOnceAgain) {
  EXPECT_EQ(questions(0), 10);
  EXPECT_EQ(rest.look(now + 13 * kSecond), State::kResting);
  now += 16 * kSecond;
  EXPECT_EQ(questions(std::nullopt), 1) << "still idle: one question, and peace again";
}

TEST_F(GpuRestTest, OneThatWorksOrMayNotSleepIsAskedOn) {
  EXPECT_EQ(questions(5), 100);
  EXPECT_EQ(questions(0, true), 100) << "it works for this program";
  tree.put("/sys/gpu/power/control", "on\n");
  EXPECT_EQ(questions(0), 100);
}

TEST_F(GpuRestTest, WithoutPowerManagementOrWithWildDelaysItIsAskedInTheEnd) {
  tree.put("/sys/gpu/power/autosuspend_delay_ms", "999999999999\n");
  EXPECT_EQ(questions(0), 10);
  now += 131 * kSecond;
  EXPECT_EQ(rest.look(now), State::kAwake);
  const TestTree none;
  GpuRest other(none.root(), "/sys/gpu");
  EXPECT_EQ(other.look(now), State::kAwake);
}

}  // namespace
}  // namespace photosieve
