// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/icc.h"

#include <gtest/gtest.h>

#include "decode/test_icc.h"

namespace photosieve {
namespace {

using namespace test;

TEST(Icc, AnRgbSpaceIsToldByItsPrimariesAndItsCurve) {
  struct Case {
    IccRecipe recipe;
    const char* space;
  };
  const Case cases[] = {
      {{}, "sRGB"},
      {{.name = "Adobe RGB (1998)"}, "sRGB"},  // the name does not count
      {{.gamma = 2.2}, "sRGB"},
      {{.gamma = 1.8}, "custom"},
      {{.gamma = 1.0}, "custom"},
      {{.primaries = kAdobeRgb, .gamma = 2.2, .name = "sRGB"}, "Adobe RGB (1998)"},
      {{.primaries = kDisplayP3}, "Display P3"},
      {{.primaries = kProPhoto, .white = kD50, .gamma = 1.8}, "ProPhoto RGB"},
      {{.primaries = kRec2020, .gamma = 2.4}, "Rec. 2020"},
      {{.primaries = {{0.62, 0.35}, {0.3, 0.6}, {0.15, 0.08}}}, "custom"},
  };
  for (const Case& one : cases) {
    const ColourFacts facts = read_icc(make_icc(one.recipe));
    EXPECT_EQ(facts.space, one.space) << one.recipe.name;
    EXPECT_EQ(facts.model, ColourModel::kRgb);
    EXPECT_EQ(facts.profile_name, one.recipe.name);
    EXPECT_EQ(facts.profile_problem, "");
  }
}

TEST(Icc, GreyAndInksAreToldByTheHeader) {
  EXPECT_EQ(read_icc(make_grey_icc()).space, "grey");
  Bytes inks = make_grey_icc();
  std::copy_n("CMYK", 4, inks.begin() + 16);
  EXPECT_EQ(read_icc(inks).space, "CMYK");
  EXPECT_EQ(read_icc(inks).model, ColourModel::kCmyk);
}

TEST(Icc, WhatIsBrokenIsSaid) {
  const Bytes good = make_icc({});
  EXPECT_EQ(read_icc({}).profile_problem, "");
  EXPECT_NE(read_icc(Bytes{0, 0, 0, 0}).profile_problem, "");
  EXPECT_NE(read_icc(Bytes(500, 0x41)).profile_problem, "");
  EXPECT_NE(read_icc(Bytes(std::size_t{9} << 20)).profile_problem, "");
  Bytes cut(good.begin(), good.begin() + 200);
  EXPECT_NE(read_icc(cut).profile_problem, "");
  Bytes no_curve = good;  // a tag with a name that nobody knows
  for (std::size_t at = 128; at + 4 < 300; ++at)
    if (std::equal(no_curve.begin() + static_cast<std::ptrdiff_t>(at),
                   no_curve.begin() + static_cast<std::ptrdiff_t>(at) + 4, "gTRC"))
      no_curve[at] = 'x';
  EXPECT_NE(read_icc(no_curve).profile_problem, "");
}

TEST(Icc, SizesAndOffsetsThatLieEndWithoutHarm) {
  const Bytes good = make_icc({});
  for (std::size_t at = 0; at < std::min<std::size_t>(good.size(), 700); ++at)
    for (const int value : {0x00, 0x7F, 0xFF}) {
      Bytes changed = good;
      changed[at] = static_cast<std::uint8_t>(value);
      (void)read_icc(changed);
    }
}

TEST(Icc, Md5IsRfc1321s) {
  const auto empty = md5({});
  EXPECT_EQ(empty[0], 0xD4);
  EXPECT_EQ(empty[15], 0x7E);
  const std::uint8_t letters[] = {'a', 'b', 'c'};
  EXPECT_EQ(md5(letters)[0], 0x90);
}

}  // namespace
}  // namespace photosieve
