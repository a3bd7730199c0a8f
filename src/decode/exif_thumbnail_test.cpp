// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/exif_thumbnail.h"

#include <gtest/gtest.h>

#include "decode/decoder.h"
#include "decode/orient.h"
#include "decode/test_photos.h"
#include "decode/thumbnail.h"

namespace photosieve {
namespace {

using test::Bytes;

Image photo(JDIMENSION width = 480, JDIMENSION height = 320) {
  DecodedPhoto decoded = decode(test::make_jpeg({.width = width, .height = height}));
  return *std::move(decoded.image);
}

Bytes thumbnail_of(const Image& image) {
  return make_thumbnail(image, 160)->jpeg;
}

TEST(ExifThumbnail, TheSamePictureIsAlikeInEveryTurn) {
  const Image image = photo();
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image turned = upright(photo(), orientation);
    const ThumbnailFacts facts = compare_thumbnail(thumbnail_of(turned), image);
    ASSERT_TRUE(facts.likeness) << orientation;
    EXPECT_GT(*facts.likeness, 0.95) << orientation;
    EXPECT_TRUE(facts.present);
  }
}

TEST(ExifThumbnail, BlackBarsOfACameraDoNotCount) {
  Image image = photo(480, 320);
  Image framed = photo(160, 120);
  const Image small = decode(thumbnail_of(image)).image.value();
  for (std::size_t y = 0; y < 120; ++y)
    for (std::size_t x = 0; x < 160; ++x)
      framed.luma.row(y)[x] = y < 7 || y >= 113 ? 0 : small.luma.row(y - 7)[x];
  EXPECT_GT(compare_thumbnail(thumbnail_of(framed), image).likeness.value(), 0.9);
}

TEST(ExifThumbnail, AnotherPictureIsNotAlike) {
  Image other = photo();
  for (std::size_t y = 0; y < other.height(); ++y)
    for (std::size_t x = 0; x < other.width(); ++x)
      other.luma.row(y)[x] = static_cast<std::uint8_t>((x / 61 + y / 47) % 2 * 200 + 20);
  EXPECT_LT(compare_thumbnail(thumbnail_of(other), photo()).likeness.value(), 0.4);
}

TEST(ExifThumbnail, WhatCannotBeComparedHasNoLikeness) {
  const Bytes no_jpeg(100, 'x');
  EXPECT_FALSE(compare_thumbnail(no_jpeg, photo()).likeness);
  EXPECT_EQ(compare_thumbnail(no_jpeg, photo()).width, 0U);
  Image flat = photo();
  for (std::size_t y = 0; y < flat.height(); ++y)
    std::fill_n(flat.luma.row(y), flat.width(), std::uint8_t{90});
  EXPECT_FALSE(compare_thumbnail(thumbnail_of(photo()), flat).likeness);
}

}  // namespace
}  // namespace photosieve
