// SPDX-License-Identifier: Apache-2.0
#include "net/random.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace photosieve::net {
namespace {

TEST(RandomId, NeverComesTwiceAndHasItsAlphabet) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = random_id();
    EXPECT_EQ(id.size(), 20U);
    EXPECT_EQ(
        id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(RandomU32, DiffersBetweenThreads) {
  std::uint32_t other = 0;
  std::thread([&] { other = random_u32(); }).join();
  std::set<std::uint32_t> seen{other};
  for (int i = 0; i < 3; ++i) seen.insert(random_u32());
  EXPECT_GT(seen.size(), 2U);
}

}  // namespace
}  // namespace photosieve::net
