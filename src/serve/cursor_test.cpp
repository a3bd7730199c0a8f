// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/cursor.h"

#include <gtest/gtest.h>

#include <limits>

namespace photosieve {
namespace {

TEST(Cursor, ComesBackForItsOwnListAlone) {
  const std::vector<std::string> parts{"123", "", "a/\xff=+&"};
  const std::string cursor = make_cursor("images?sort=n", parts);
  EXPECT_EQ(
      cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos)
      << "needs no encoding in a URL: " << cursor;
  const auto back = read_cursor("images?sort=n", cursor, 3);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(*back, parts);
  EXPECT_FALSE(read_cursor("images?sort=quality", cursor, 3));
  EXPECT_FALSE(read_cursor("images?sort=n", cursor, 2));
}

TEST(Cursor, WhatWasChangedIsRefused) {
  const std::string cursor = make_cursor("list", {"1700000000000", "some-id"});
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto read = read_cursor("list", changed, 2);
    // The last letter holds bits that mean nothing.
    if (i + 1 < cursor.size()) {
      EXPECT_FALSE(read) << i;
    }
    EXPECT_FALSE(read_cursor("list", cursor.substr(0, i), 2)) << i;
  }
  for (const char* text : {"", "x", "!!!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    EXPECT_FALSE(read_cursor("list", text, 2)) << text;
  EXPECT_FALSE(read_cursor("list", std::string(5000, 'A'), 2));
  EXPECT_EQ(read_cursor("list", "x", 2).error().status, 400);
}

TEST(Cursor, NumbersComeBackAsTheSameBits) {
  for (const double number : {0.0, -0.0, 0.1, 55.123, 1e300, -1.0 / 3.0}) {
    double back = 7;
    ASSERT_TRUE(exact_number(exact_text(number), back));
    EXPECT_EQ(std::signbit(back), std::signbit(number));
    EXPECT_EQ(back, number);
  }
  double back = 0;
  EXPECT_FALSE(exact_number("", back));
  EXPECT_FALSE(exact_number("1.5", back));
  EXPECT_FALSE(exact_number(exact_text(std::numeric_limits<double>::quiet_NaN()), back));
  EXPECT_FALSE(exact_number(exact_text(std::numeric_limits<double>::infinity()), back));
}

}  // namespace
}  // namespace photosieve
