// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/colour_space.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(ColourSpace, PrimariesAreToldWithinATolerance) {
  EXPECT_EQ(space_of_published({{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}}), "sRGB");
  EXPECT_EQ(space_of_published({{{0.6439, 0.33}, {0.30, 0.60}, {0.15, 0.06}}}), "sRGB");
  EXPECT_EQ(space_of_published({{{0.6441, 0.33}, {0.30, 0.60}, {0.15, 0.06}}}), "custom");
  EXPECT_EQ(space_of_adapted({{{0.6484, 0.3309}, {0.2302, 0.7016}, {0.1559, 0.0661}}}),
            "Adobe RGB (1998)");
}

TEST(ColourSpace, CodePointsAreThoseOfH273) {
  struct Case {
    unsigned primaries, transfer;
    const char* space;
  };
  const Case cases[] = {{1, 13, "sRGB"},      {1, 1, "Rec. 709"}, {12, 13, "Display P3"},
                        {9, 16, "Rec. 2020"}, {2, 2, ""},         {5, 1, "custom"}};
  for (const Case& one : cases)
    EXPECT_EQ(space_of_code_points(one.primaries, one.transfer), one.space);
}

TEST(ColourSpace, SrgbsCurve) {
  EXPECT_EQ(srgb_to_linear(0), 0);
  EXPECT_NEAR(srgb_to_linear(1), 1, 1e-12);
  EXPECT_NEAR(srgb_to_linear(0.5), 0.21404, 1e-5);
}

}  // namespace
}  // namespace photosieve
