// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_words.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(ReportWords, AreThoseOfAPerson) {
  EXPECT_EQ(words("out_of_focus"), "out of focus");
  EXPECT_EQ(capital("quality"), "Quality");
  EXPECT_EQ(capital(""), "");
  EXPECT_EQ(time_text(1'767'225'600'999), "2026-01-01 00:00:00 UTC");
  EXPECT_EQ(share_text(1002, 20'000), "5.01 %");
  EXPECT_EQ(share_text(24'999, 25'000), "99.99 %");
  EXPECT_EQ(number_text(4.25, "{:.1f} %"), "4.2 %");
}

TEST(ReportWords, WhatIsNotKnownIsADash) {
  EXPECT_EQ(time_text(std::nullopt), "\u2013");
  EXPECT_EQ(share_text(0, 0), "\u2013");
  EXPECT_EQ(number_text(std::nullopt, "{:.1f}"), "\u2013");
}

}  // namespace
}  // namespace photosieve
