// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rate_limit.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(RateLimit, AKeyHasItsOwnCountUntilItsWhileIsOver) {
  RateLimit limit(2, 60 * kSecond);
  EXPECT_EQ(limit.seconds(), 60);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(limit.allows("a", 0)) << i;
    EXPECT_TRUE(limit.allows("a", 0)) << "asking does not count";
    limit.count("a", 0);
  }
  EXPECT_FALSE(limit.allows("a", 0));
  EXPECT_FALSE(limit.allows("a", 60 * kSecond - 1));
  EXPECT_TRUE(limit.allows("b", 0)) << "another's tries are not its own";
  EXPECT_TRUE(limit.allows("a", 60 * kSecond));
}

TEST(RateLimit, OfManyKeysThoseThatAreTooManyShareACount) {
  RateLimit limit(3, 60 * kSecond);
  for (std::size_t i = 0; i < RateLimit::kMostKeys; ++i) limit.count(std::to_string(i), 0);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(limit.allows("late " + std::to_string(i), 0));
    limit.count("late " + std::to_string(i), 0);
  }
  EXPECT_FALSE(limit.allows("late and new", 0));
  EXPECT_TRUE(limit.allows("7", 0)) << "those that are known keep their own";
  EXPECT_TRUE(limit.allows("late and new", 61 * kSecond));
}

TEST(RateLimit, OfIPv6TheFirstHalfIsOneClient) {
  EXPECT_EQ(rate_key("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(rate_key(""), "") << "a Unix socket";
  EXPECT_EQ(rate_key("2001:db8:1:2:3:4:5:6"), rate_key("2001:db8:1:2::1"));
  EXPECT_NE(rate_key("2001:db8:1:2::1"), rate_key("2001:db8:1:3::1"));
  EXPECT_NE(rate_key("::ffff:192.0.2.7"), rate_key("::ffff:192.0.2.8"));
}

}  // namespace
}  // namespace photosieve
