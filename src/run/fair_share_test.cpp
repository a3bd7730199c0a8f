// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fair_share.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(FairShares, AreEvenWithinLimitsAndNeverNone) {
  using Numbers = std::vector<std::uint32_t>;
  const struct {
    std::uint32_t workers;
    Numbers limits;
    Numbers shares;
  } cases[] = {{8, {}, {}},
               {8, {0}, {8}},
               {8, {0, 0}, {4, 4}},
               {8, {0, 0, 0}, {3, 3, 2}},
               {8, {1, 0, 0}, {1, 4, 3}},
               {8, {2, 0}, {2, 6}},
               {8, {1, 1}, {1, 1}},
               {2, {0, 0, 0}, {1, 1, 1}},
               {1, {5}, {1}},
               {0, {0}, {1}}};
  for (const auto& one : cases)
    EXPECT_EQ(fair_shares(one.workers, one.limits), one.shares)
        << one.workers << " workers, " << one.limits.size() << " sessions";
}

}  // namespace
}  // namespace photosieve
