// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/content_table.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(ContentTable, FindsWhatWasAddedAmongMany) {
  ContentTable table;
  EXPECT_EQ(table.find({1, 2}), 0U);
  for (std::uint32_t n = 1; n <= 1000; ++n) table.add({7 * std::uint64_t{n % 50}, n}, n);
  for (std::uint32_t n = 1; n <= 1000; ++n)
    EXPECT_EQ(table.find({7 * std::uint64_t{n % 50}, n}), n);
  EXPECT_EQ(table.find({7, 1001}), 0U);
}

}  // namespace
}  // namespace photosieve
