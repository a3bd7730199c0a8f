// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/style.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Style, PaintsOnlyWhereColoursAreWanted) {
  const Style colours{.colours = true, .unicode = true};
  EXPECT_EQ(colours.paint(Colour::kGreen, "yes"), "\x1b[32myes\x1b[0m");
  EXPECT_EQ(colours.paint(Colour::kNone, "yes"), "yes");
  EXPECT_EQ(colours.paint(Colour::kRed, ""), "");
  EXPECT_EQ(Style{}.paint(Colour::kGreen, "yes"), "yes");
}

TEST(Style, WhatComesFromOutsideCanNeitherSteerTheTerminalNorBreakTheLine) {
  const Style utf8{.unicode = true};
  EXPECT_EQ(utf8.shown("น้ำ\n\x1b[2J.jpg"), "น้ำ\uFFFD\uFFFD[2J.jpg");
  const Style ascii{.unicode = false};
  EXPECT_EQ(ascii.shown("a/น้ำ…中😀\xff.jpg"), "a/??~?????.jpg");
}

TEST(Style, AFileIsNoTerminal) {
  EXPECT_FALSE(can_redraw(-1));
  EXPECT_FALSE(style_of(-1).colours);
}

}  // namespace
}  // namespace photosieve
