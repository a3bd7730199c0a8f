// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/burnt_in_date.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve {
namespace {

constexpr std::uint32_t kHeight = 1000;

SeenText text(const std::string& words, std::uint32_t x = 700, std::uint32_t y = 950) {
  return {{x, y, 200, 30}, 95, 3, words};
}

bool found(const std::string& words) {
  return !burnt_in_date({text(words)}, kHeight).empty();
}

TEST(BurntInDate, IsEveryWayThatCamerasWriteIt) {
  for (const char* words :
       {"2007. 2.26", "2007", "1998.10.27", "2021.", "'98 10 27", "'21116", "`19  2 17",
        "\xE2\x80\x99"
        "05 12 24",
        "08-08-2009 14:47", " 07-09-2004 14:37", "12/31/99", "14:47", "31.12.05", "3 JAN 2004",
        "Dec 24 2011 10:30 PM", "2004/7/24"})
    EXPECT_TRUE(found(words)) << words;
}

TEST(BurntInDate, IsNoOtherNumberAndNoWord) {
  for (const char* words : {"217", "1 234 567", "24", "EXIT 24", "0800 2007", "45.90", "1234", "",
                            "3.5", "-", "2107", "Hotel 1998", "081 234 5678", "77-1234", "25:99",
                            "99-88-77", "13.45.60", "123456789012345678901234567890"})
    EXPECT_FALSE(found(words)) << words;
}

TEST(BurntInDate, StandsAlongTheTopOrTheBottom) {
  EXPECT_FALSE(burnt_in_date({text("2007. 2.26", 700, 20)}, kHeight).empty());
  EXPECT_TRUE(burnt_in_date({text("2007. 2.26", 700, 500)}, kHeight).empty());
  EXPECT_TRUE(burnt_in_date({text("2007. 2.26", 700, 840)}, kHeight).empty());
}

TEST(BurntInDate, IsReadInPartsOfOneRowAndFromLeftToRight) {
  const std::vector<SeenText> texts{text("14:47", 880), text("COFFEE", 100), text("7-24", 780),
                                    text("Hotel", 300, 400)};
  const auto parts = burnt_in_date(texts, kHeight);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0]->words, "7-24");
  EXPECT_EQ(parts[1]->words, "14:47");
}

TEST(BurntInDate, OfNothingIsNothing) {
  EXPECT_TRUE(burnt_in_date({}, kHeight).empty());
  EXPECT_TRUE(burnt_in_date({text(""), text("-")}, kHeight).empty());
}

}  // namespace
}  // namespace photosieve
