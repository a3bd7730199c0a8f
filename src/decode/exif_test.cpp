// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/exif.h"

#include <gtest/gtest.h>

#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;

TEST(Exif, ReadsTheOrientationInBothByteOrders) {
  for (int orientation = 1; orientation <= 8; ++orientation)
    for (const bool big_endian : {true, false})
      EXPECT_EQ(tiff_orientation(test::exif_block(orientation, big_endian)), orientation);
}

TEST(Exif, TakesWhatIsOutOfRangeAsUpright) {
  for (const int orientation : {0, 9, 255})
    EXPECT_EQ(tiff_orientation(test::exif_block(orientation)), 1) << orientation;
}

TEST(Exif, TakesABlockCutAnywhereAsUpright) {
  const Bytes whole = test::exif_block(6);
  for (std::size_t size = 0; size < 20; ++size)
    EXPECT_EQ(tiff_orientation(std::span(whole).first(size)), 1) << size;
}

TEST(Exif, TakesADirectoryOutsideTheBlockAsUpright) {
  Bytes block = test::exif_block(6);
  for (std::size_t i = 4; i < 8; ++i) block[i] = 0xFF;
  EXPECT_EQ(tiff_orientation(block), 1);
}

TEST(Exif, FindsTheSegmentOfAJpegBehindOthers) {
  Bytes file = test::make_jpeg({.exif = test::exif_block(8)});
  EXPECT_EQ(jpeg_orientation(file), 8);
  const Bytes comment{0xFF, 0xFE, 0, 4, 'h', 'i', 0xFF};  // with a fill byte behind it
  file.insert(file.begin() + 2, comment.begin(), comment.end());
  EXPECT_EQ(jpeg_orientation(file), 8);
}

TEST(Exif, DoesNotLookIntoTheScan) {
  Bytes file{0xFF, 0xD8, 0xFF, 0xDA, 0, 2};
  const Bytes with = test::make_jpeg({.exif = test::exif_block(8)});
  file.insert(file.end(), with.begin() + 2, with.end());
  EXPECT_EQ(jpeg_orientation(file), 1);
}

}  // namespace
}  // namespace photosieve
