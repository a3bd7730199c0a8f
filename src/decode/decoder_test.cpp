// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/decoder.h"

#include <gtest/gtest.h>

#include <string>

#include "decode/test_heif.h"
#include "decode/test_photos.h"
#include "decode/test_tiff.h"
#include "decode/test_webp.h"
#include "model/test_raw.h"

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

TEST(Decoder, TellsTheNewerFormatsByContent) {
  EXPECT_EQ(detect_format(test::make_webp({})), Format::kWebp);
  EXPECT_EQ(detect_format(test::make_tiff({})), Format::kTiff);
  EXPECT_EQ(detect_format(test::make_tiff({.big = true, .big_endian = true})), Format::kTiff);
  EXPECT_EQ(detect_format(test::make_heif({})), Format::kHeif);
  EXPECT_EQ(detect_format(test::make_heif({.av1 = true})), Format::kAvif);
}

TEST(Decoder, ARawFileIsNeverJudgedByItsPreview) {
  for (const test::RawFile& file : test::raw_files()) {
    const DecodedPhoto photo = decode(file.bytes);
    EXPECT_FALSE(photo.image) << file.name;
    EXPECT_EQ(photo.format, Format::kUnknown) << file.name;
    ASSERT_EQ(photo.problems.size(), 1U) << file.name;
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
    EXPECT_NE(photo.problems[0].message.find(file.name), std::string::npos)
        << photo.problems[0].message;
  }
}

// What a file begins as is what every viewer takes it for; what follows is not looked at.
TEST(Decoder, AFileThatIsTwoThingsAtOnceIsWhatItBeginsAs) {
  const Bytes jpeg = test::make_jpeg({.width = 90, .height = 60});
  const Bytes png = test::make_png({.width = 70, .height = 50});
  const Bytes tiff = test::make_tiff({.width = 50, .height = 40});
  const Bytes webp = test::make_webp({.width = 40, .height = 30});
  const Bytes heif = test::make_heif({.width = 64, .height = 48});
  const std::string zip("PK\x03\x04 and so on PK\x05\x06");
  const std::string pdf("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF");
  const std::string page("<html><script>alert(1)</script></html>");
  struct Case {
    const Bytes& front;
    Format format;
    std::uint32_t width;
  };
  for (const Case& c :
       {Case{jpeg, Format::kJpeg, 90}, Case{png, Format::kPng, 70}, Case{tiff, Format::kTiff, 50},
        Case{webp, Format::kWebp, 40}, Case{heif, Format::kHeif, 64}})
    for (const std::string& tail : {zip, pdf, page, std::string(jpeg.begin(), jpeg.end()),
                                    std::string(tiff.begin(), tiff.end())}) {
      Bytes both = c.front;
      both.insert(both.end(), tail.begin(), tail.end());
      const DecodedPhoto photo = decode(both);
      EXPECT_EQ(photo.format, c.format);
      EXPECT_EQ(photo.width, c.width);
      EXPECT_TRUE(photo.image) << name(c.format);
      // HEIF is boxes to the end: what follows and is no box is an end before its time.
      EXPECT_TRUE(photo.problems.empty() || c.format == Format::kHeif) << name(c.format);
    }
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
