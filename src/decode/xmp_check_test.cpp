// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_check.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

TEST(XmpCheck, UsualPacketsPassAndOldOnesAreMended) {
  std::string good = test::make_xmp(test::xmp_title("A fox"));
  const std::string before = good;
  EXPECT_EQ(check_xmp(good), nullptr);
  EXPECT_EQ(good, before);
  std::string padded = before + std::string(100, '\0');
  EXPECT_EQ(check_xmp(padded), nullptr);
  EXPECT_EQ(padded, before);
  std::string latin = test::make_xmp(test::xmp_title("caf\xE9\x01"));
  EXPECT_EQ(check_xmp(latin), nullptr);
  EXPECT_NE(latin.find("caf\xEF\xBF\xBD "), std::string::npos);
  std::string junk = before + "<<<junk";
  EXPECT_EQ(check_xmp(junk), nullptr);
  EXPECT_LE(junk.size(), before.size() + 1);
}

TEST(XmpCheck, WhatMultipliesOrRecursesIsRefused) {
  std::string deep = "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "<b>";
  std::string wide = "<a>";
  for (int i = 0; i < 30'000; ++i) wide += "<b/>";
  wide += "</a>";
  std::string bombs[] = {
      "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>",
      deep,
      wide,
      std::string(std::size_t{9} << 20, ' '),
      "<a><b></a>",
      "",
      "no packet",
  };
  for (std::string& bomb : bombs) EXPECT_NE(check_xmp(bomb), nullptr) << bomb.substr(0, 40);
}

}  // namespace
}  // namespace photosieve
