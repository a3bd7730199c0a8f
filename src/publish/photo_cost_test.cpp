// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/photo_cost.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr double kOfAPhoto = 32768;

TEST(PhotoCost, AJpegIsItsBytesAndALittle) {
  EXPECT_EQ(photo_cost("a/b.jpg", 1'000'000), 1'000'000 + kOfAPhoto);
  EXPECT_EQ(photo_cost("b.JPEG", 0), kOfAPhoto);
}

TEST(PhotoCost, ABytesWorthIsThatOfItsFormat) {
  const double jpeg = photo_cost("a.jpg", 1'000'000) - kOfAPhoto;
  EXPECT_LT(photo_cost("a.tif", 1'000'000) - kOfAPhoto, jpeg);
  EXPECT_GT(photo_cost("a.webp", 1'000'000) - kOfAPhoto, jpeg);
  EXPECT_GT(photo_cost("a.heic", 1'000'000) - kOfAPhoto, jpeg);
  EXPECT_EQ(photo_cost("in.tif/A.HeIc", 1'000'000), photo_cost("a.heic", 1'000'000));
}

TEST(PhotoCost, WhatHasNoPhotosNameCountsAsJpeg) {
  for (const char* name : {"", "noext", "a.", ".png.x", "a.jpgx"})
    EXPECT_EQ(photo_cost(name, 1000), 1000 + kOfAPhoto) << name;
}

}  // namespace
}  // namespace photosieve
