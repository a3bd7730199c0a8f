// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Clock, WritesIso8601InUtcWithMilliseconds) {
  EXPECT_EQ(iso8601(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso8601(1'769'850'902'417), "2026-01-31T09:15:02.417Z");
  EXPECT_EQ(iso8601(-1), "1969-12-31T23:59:59.999Z");
}

TEST(Clock, ReadsWhatItWritesAndNothingElse) {
  for (const WallMs time : {WallMs{0}, WallMs{1'769'850'902'417}, WallMs{-1}})
    EXPECT_EQ(wall_from_iso8601(iso8601(time)), time);
  for (const char* text :
       {"", "2026-01-31", "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:00.000z",
        "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000+", "2026-01-01T00:00:00.0000Z"})
    EXPECT_EQ(wall_from_iso8601(text), std::nullopt) << text;
}

TEST(Clock, ManualClockMovesOnlyWhenTold) {
  ManualClock clock;
  const SteadyNs before = clock.steady();
  clock.advance_ms(5);
  EXPECT_EQ(clock.steady() - before, 5'000'000);
}

TEST(Clock, ThreadTimeGrowsWithWorkAndNotWithWaiting) {
  const SystemClock clock;
  const std::int64_t before = thread_cpu_ns();
  const SteadyNs until = clock.steady() + 20'000'000;
  while (clock.steady() < until) {
  }
  const std::int64_t spent = thread_cpu_ns() - before;
  EXPECT_GT(spent, 0);
  EXPECT_LE(spent, 40'000'000);
}

}  // namespace
}  // namespace photosieve
