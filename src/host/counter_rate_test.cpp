// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/counter_rate.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(CounterRate, StepsForwardWrapsAt32BitsAndKnowsNoneOtherwise) {
  const struct {
    std::uint64_t before, now;
    std::optional<std::uint64_t> step;
    const char* why;
  } cases[] = {
      {5, 5, 0, "stood still"},
      {5, 12, 7, "grew"},
      {0xFFFFFFF0U, 0x10, 0x20, "wrapped"},
      {0xFFFFFFF0U, 0x50000000U, std::nullopt, "too far for a wrap"},
      {0x80000000U, 5, std::nullopt, "started anew"},
      {std::uint64_t{1} << 40, 5, std::nullopt, "a 64-bit counter that started anew"},
  };
  for (const auto& one : cases) EXPECT_EQ(counter_step(one.before, one.now), one.step) << one.why;
}

TEST(CounterRate, IsPerSecondWhateverTheTimeBetween) {
  CounterRate rate;
  EXPECT_EQ(rate.per_second(100, 1'000'000'000), std::nullopt) << "the first";
  EXPECT_EQ(rate.per_second(300, 3'000'000'000), 100.0);
  EXPECT_EQ(rate.per_second(350, 3'500'000'000), 100.0);
  EXPECT_EQ(rate.per_second(400, 3'500'000'000), std::nullopt) << "time stood still";
}

TEST(CounterRate, UnknownReadingsAndResetsGiveNothingOnce) {
  CounterRate rate;
  (void)rate.per_second(100, 1'000'000'000);
  EXPECT_EQ(rate.per_second(std::nullopt, 2'000'000'000), std::nullopt);
  EXPECT_EQ(rate.per_second(200, 3'000'000'000), std::nullopt) << "nothing to compare with";
  EXPECT_EQ(rate.per_second(150, 4'000'000'000), std::nullopt) << "it went back";
  EXPECT_EQ(rate.per_second(160, 5'000'000'000), 10.0);
}

}  // namespace
}  // namespace photosieve
