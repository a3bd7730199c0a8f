// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/planes.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <utility>

namespace photosieve {
namespace {

// Within one of the exact matrix of ITU T.871, over a lattice of all colours.
TEST(Planes, TurnsRgbIntoYccAndBack) {
  for (int r = 0; r < 256; r += 5)
    for (int g = 0; g < 256; g += 5)
      for (int b = 0; b < 256; b += 5) {
        const Ycc ycc = ycc_from_rgb(r, g, b);
        EXPECT_NEAR(ycc.y, 0.299 * r + 0.587 * g + 0.114 * b, 0.51);
        EXPECT_NEAR(ycc.cb, 128 - 0.168736 * r - 0.331264 * g + 0.5 * b, 0.51);
        EXPECT_NEAR(ycc.cr, 128 + 0.5 * r - 0.418688 * g - 0.081312 * b, 0.51);
        const Rgb rgb = rgb_from_ycc(ycc.y, ycc.cb, ycc.cr);
        EXPECT_LE(std::abs(rgb.r - r), 2);
        EXPECT_LE(std::abs(rgb.g - g), 2);
        EXPECT_LE(std::abs(rgb.b - b), 2);
      }
}

TEST(Planes, KeepsGreyNeutral) {
  for (int v = 0; v < 256; ++v) {
    const Ycc ycc = ycc_from_rgb(v, v, v);
    EXPECT_EQ(ycc.y, v);
    EXPECT_EQ(ycc.cb, 128);
    EXPECT_EQ(ycc.cr, 128);
  }
}

TEST(Planes, FitsByRepeatingTheNearestPixel) {
  Plane plane = make_plane(2, 2);
  plane.row(0)[0] = 1;
  plane.row(0)[1] = 2;
  plane.row(1)[0] = 3;
  plane.row(1)[1] = 4;
  const Plane large = fitted(std::move(plane), 4, 3);
  EXPECT_EQ(large.row(0)[1], 1);
  EXPECT_EQ(large.row(0)[2], 2);
  EXPECT_EQ(large.row(2)[0], 3);
  EXPECT_EQ(large.row(2)[3], 4);
}

TEST(Planes, FillsFromARowOnAndNothingBehindTheLast) {
  Plane plane = make_plane(3, 3);
  fill_rows(plane, 0, 1);
  fill_rows(plane, 2, 9);
  fill_rows(plane, 3, 7);
  EXPECT_EQ(plane.row(1)[2], 1);
  EXPECT_EQ(plane.row(2)[0], 9);
}

#ifndef PHOTOSIEVE_SANITIZED  // sanitizers end the program at such a size
TEST(Planes, SaysWhenMemoryRanOut) {
  EXPECT_THROW(static_cast<void>(make_plane(std::size_t{1} << 40, std::size_t{1} << 20)),
               std::bad_alloc);
}
#endif

TEST(Planes, ValuesAreSeenThroughTheirAlphaOnWhite) {
  EXPECT_EQ(over_white(10, 255), 10);
  EXPECT_EQ(over_white(10, 0), 255);
  EXPECT_EQ(over_white(0, 128), 127);
  EXPECT_EQ(over_white(255, 77), 255);
}

TEST(Planes, WhatIsMissingIsMidGreyInHalvedChromaToo) {
  Image image = make_image(4, 5, false);
  image.cb = make_plane(2, 3);
  image.cr = make_plane(2, 3);
  for (Plane* plane : {&image.luma, &image.cb, &image.cr}) fill_rows(*plane, 0, 7);
  fill_missing(image, 3);
  EXPECT_EQ(image.luma.row(2)[0], 7);
  EXPECT_EQ(image.luma.row(3)[0], kMidGrey);
  EXPECT_EQ(image.cb.row(1)[0], 7);  // of rows 2 and 3
  EXPECT_EQ(image.cb.row(2)[0], kMidGrey);
}

}  // namespace
}  // namespace photosieve
