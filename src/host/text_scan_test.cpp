// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/text_scan.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(TextScan, TakesLinesAndWordsUntilNothingIsLeft) {
  std::string_view rest = "  a\tb \n\nlast";
  std::string_view line = *take_line(rest);
  EXPECT_EQ(take_word(line), "a");
  EXPECT_EQ(take_word(line), "b");
  EXPECT_EQ(take_word(line), std::nullopt);
  EXPECT_EQ(take_line(rest), "");
  EXPECT_EQ(take_line(rest), "last");
  EXPECT_EQ(take_line(rest), std::nullopt);
}

TEST(TextScan, ANumberIsAllOfItsTextOrNone) {
  const struct {
    const char* text;
    std::optional<std::uint64_t> value;
  } cases[] = {{"0", 0},
               {" 42\n", 42},
               {"18446744073709551615", 18446744073709551615U},
               {"18446744073709551616", std::nullopt},
               {"-1", std::nullopt},
               {"max", std::nullopt},
               {"7kB", std::nullopt},
               {"", std::nullopt}};
  for (const auto& one : cases) EXPECT_EQ(whole_of(one.text), one.value) << one.text;
  EXPECT_EQ(signed_of("-1\n"), -1);
  EXPECT_EQ(decimal_of("3.25"), 3.25);
  EXPECT_EQ(decimal_of("inf"), std::nullopt);
  EXPECT_EQ(decimal_of("nan"), std::nullopt);
}

TEST(TextScan, FindsTheNumberAfterAKeyAndNotAfterALongerOne) {
  const char* text = "inactive_file_more 1\ninactive_file 22\nMemTotal:  33 kB\nempty\n";
  EXPECT_EQ(number_after(text, "inactive_file"), 22U);
  EXPECT_EQ(number_after(text, "MemTotal:"), 33U);
  EXPECT_EQ(number_after(text, "empty"), std::nullopt);
  EXPECT_EQ(number_after(text, "missing"), std::nullopt);
}

}  // namespace
}  // namespace photosieve
