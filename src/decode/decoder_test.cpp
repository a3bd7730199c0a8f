// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/decoder.h"

#include <gtest/gtest.h>

#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;

TEST(Decoder, TellsTheFormatByContent) {
  struct Case {
    Bytes bytes;
    Format format;
  };
  for (const Case& c :
       {Case{{}, Format::kUnknown}, Case{{0xFF, 0xD8}, Format::kUnknown},
        Case{{0xFF, 0xD8, 0xFF}, Format::kJpeg}, Case{{0x89, 'P', 'N', 'G'}, Format::kUnknown},
        Case{{0x89, 'P', 'N', 'G', 13, 10, 26, 10}, Format::kPng},
        Case{{'G', 'I', 'F', '8', '9', 'a', 0, 0}, Format::kUnknown}})
    EXPECT_EQ(detect_format(c.bytes), c.format) << c.bytes.size();
}

TEST(Decoder, SaysWhatIsWrongWithAFileThatIsNoPhoto) {
  const DecodedPhoto empty = decode({});
  ASSERT_EQ(empty.problems.size(), 1U);
  EXPECT_EQ(empty.problems[0].kind, ProblemKind::kUndecodable);
  EXPECT_EQ(empty.problems[0].message, "The file is empty");
  const Bytes text{'h', 'e', 'l', 'l', 'o', ' ', 'y', 'o', 'u'};
  EXPECT_EQ(decode(text).problems.at(0).kind, ProblemKind::kUndecodable);
}

TEST(Decoder, AppliesTheOrientationToPixelsAndSize) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Bytes exif = test::exif_block(orientation);
    for (const Bytes& file : {test::make_jpeg({.width = 90, .height = 60, .exif = exif}),
                              test::make_png({.width = 90, .height = 60, .exif = exif})}) {
      const DecodedPhoto photo = decode(file);
      ASSERT_TRUE(photo.image);
      EXPECT_EQ(photo.orientation, orientation);
      EXPECT_EQ(photo.width, orientation >= 5 ? 60U : 90U);
      EXPECT_EQ(photo.image->width(), photo.width);
      EXPECT_EQ(photo.image->height(), photo.height);
    }
  }
}

TEST(Decoder, AppliesTheOrientationToTheSizeOfAPhotoThatIsTooLarge) {
  const DecodedPhoto photo =
      decode(test::make_jpeg({.width = 90, .height = 60, .exif = test::exif_block(6)}),
             {.max_decode_megapixels = 0.001});
  EXPECT_FALSE(photo.image);
  EXPECT_EQ(photo.width, 60U);
  EXPECT_EQ(photo.height, 90U);
}

}  // namespace
}  // namespace photosieve
