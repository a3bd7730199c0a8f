// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cpu_list.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using Numbers = std::vector<unsigned>;

TEST(CpuList, ReadsNumbersAndRanges) {
  EXPECT_EQ(cpu_list("0-3,8,10-11\n"), (Numbers{0, 1, 2, 3, 8, 10, 11}));
  EXPECT_EQ(cpu_list("5"), (Numbers{5}));
  EXPECT_EQ(cpu_list("3,1,1-2"), (Numbers{1, 2, 3})) << "each once";
  EXPECT_EQ(cpu_list("\n"), Numbers{});
}

TEST(CpuList, RefusesWhatIsNoList) {
  for (const char* text : {"a", "1-", "-1", "3-1", "0-99999999999", "0-8192", "1,,2", "1 2"})
    EXPECT_EQ(cpu_list(text), std::nullopt) << text;
}

}  // namespace
}  // namespace photosieve
