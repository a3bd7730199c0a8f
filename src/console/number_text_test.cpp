// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/number_text.h"

#include <gtest/gtest.h>

#include "console/text_width.h"

namespace photosieve {
namespace {

constexpr Style kUnicode{.unicode = true};
constexpr Style kAscii{.unicode = false};

TEST(NumberText, SharesAreNeverRoundedUp) {
  EXPECT_EQ(percent_text(1002, 20000), "5.01%");
  EXPECT_EQ(percent_text(19'999'999, 20'000'000), "99.99%");
  EXPECT_EQ(percent_text(7, 7), "100.00%");
  EXPECT_EQ(percent_text(0, 0), "");
}

TEST(NumberText, SpeedsTrendsTimesAndMemoryAreShort) {
  EXPECT_EQ(speed_in_words(12.34), "12.3 photos/s");
  EXPECT_EQ(speed_in_words(99.96), "100 photos/s");
  EXPECT_EQ(speed_in_words(0.05), "3.0 photos/min");
  EXPECT_EQ(speed_in_short(140.4), "140/s");
  EXPECT_EQ(trend_text(12.4, kUnicode), "↑ 12%");
  EXPECT_EQ(trend_text(-8, kUnicode), "↓ 8%");
  EXPECT_EQ(trend_text(-8, kAscii), "-8%");
  EXPECT_EQ(trend_text(1.9, kUnicode), "steady");
  EXPECT_EQ(seconds_text(0.4204), "420 ms");
  EXPECT_EQ(seconds_text(0.9996), "1.0 s");
  EXPECT_EQ(seconds_text(3.14), "3.1 s");
  EXPECT_EQ(seconds_text(125), "2 min 05 s");
  EXPECT_EQ(megabytes_text(812.3), "812 MB");
  EXPECT_EQ(megabytes_text(1433.6), "1.4 GB");
}

TEST(NumberText, ABarHasItsColumnsAndIsFullOnlyAtTheEnd) {
  for (const Style& style : {kUnicode, kAscii})
    for (std::size_t columns = 3; columns <= 80; ++columns)
      for (const std::uint64_t part : {0, 1, 500, 998, 999, 1000, 1001}) {
        const std::string bar = bar_text(part, 1000, columns, style);
        EXPECT_EQ(text_columns(bar), columns) << part << " in " << columns;
        EXPECT_EQ(bar == bar_text(1, 1, columns, style), part >= 1000) << part << bar;
      }
  EXPECT_EQ(bar_text(0, 0, 4, kUnicode), "░░░░");
  EXPECT_EQ(bar_text(3, 8, 4, kUnicode), "█▌░░");
  EXPECT_EQ(bar_text(1, 2, 6, kAscii), "[##--]");
}

}  // namespace
}  // namespace photosieve
