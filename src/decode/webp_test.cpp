// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/webp.h"

#include <gtest/gtest.h>
#include <webp/decode.h>

#include <cstdlib>

#include "decode/planes.h"
#include "decode/test_webp.h"

namespace photosieve {
namespace {

using test::Bytes;
using test::WebpRecipe;

double mean_difference(const Plane& a, const Plane& b) {
  double sum = 0;
  for (std::size_t y = 0; y < a.height(); ++y)
    for (std::size_t x = 0; x < a.width(); ++x) sum += std::abs(a.row(y)[x] - b.row(y)[x]);
  return sum / static_cast<double>(a.width() * a.height());
}

Image expected(std::size_t width, std::size_t height, bool alpha) {
  Image image = make_image(width, height, true);
  Bytes row(width * 4);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x)
      for (std::size_t c = 0; c < 4; ++c)
        row[4 * x + c] = c == 3 && !alpha ? 255 : test::picture(x, y, c);
    put_row(row.data(), 4, y, image);
  }
  return image;
}

TEST(Webp, DecodesALosslessPhotoExactly) {
  for (const bool alpha : {false, true}) {
    const DecodedPhoto photo = decode_webp(
        test::make_webp({.width = 67, .height = 41, .lossless = true, .alpha = alpha}), {});
    ASSERT_TRUE(photo.image) << alpha;
    EXPECT_TRUE(photo.problems.empty());
    EXPECT_EQ(photo.format, Format::kWebp);
    const Image wanted = expected(67, 41, alpha);
    EXPECT_EQ(mean_difference(photo.image->luma, wanted.luma), 0);
    EXPECT_EQ(mean_difference(photo.image->cb, wanted.cb), 0);
    EXPECT_EQ(mean_difference(photo.image->cr, wanted.cr), 0);
  }
}

// libwebp's own conversion to RGB is the other opinion on what the planes mean.
TEST(Webp, SpreadsTheRangeOfALossyPhotoAsTheLibraryItselfDoes) {
  const Bytes file = test::make_webp({.width = 161, .height = 121, .quality = 95});
  const DecodedPhoto photo = decode_webp(file, {});
  ASSERT_TRUE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.image->cb.width(), 81U);
  EXPECT_EQ(photo.image->cb.height(), 61U);
  int width = 0;
  int height = 0;
  std::uint8_t* rgb = WebPDecodeRGB(file.data(), file.size(), &width, &height);
  ASSERT_NE(rgb, nullptr);
  Image theirs = make_image(161, 121, true);
  for (std::size_t y = 0; y < 121; ++y) put_row(rgb + y * 161 * 3, 3, y, theirs);
  WebPFree(rgb);
  // Their chroma is interpolated and their RGB clipped: not equal, but without an offset.
  EXPECT_LT(mean_difference(photo.image->luma, theirs.luma), 1.5);
  EXPECT_LT(mean_difference(photo.image->luma, expected(161, 121, false).luma), 5);
}

TEST(Webp, LaysALossyPhotoWithAlphaOverWhite) {
  const DecodedPhoto photo =
      decode_webp(test::make_webp({.width = 120, .height = 80, .alpha = true, .quality = 98}), {});
  ASSERT_TRUE(photo.image);
  EXPECT_LT(mean_difference(photo.image->luma, expected(120, 80, true).luma), 6);
}

TEST(Webp, ReadsTheOrientationOfTheExifChunk) {
  const WebpRecipe recipe{.width = 40, .height = 30};
  Bytes named{'E', 'x', 'i', 'f', 0, 0};
  const Bytes plain = test::exif_block(6);
  named.insert(named.end(), plain.begin(), plain.end());
  for (const Bytes& exif : {plain, named}) {
    const Bytes file = test::with_exif(test::make_webp(recipe), recipe, exif);
    EXPECT_EQ(decode_webp(file, {}).orientation, 6);
    const DecodedPhoto turned = decode(file);
    EXPECT_EQ(turned.width, 30U);
    EXPECT_EQ(turned.image->height(), 40U);
  }
}

TEST(Webp, LooksAtTheFirstFrameOfAnAnimationOnItsCanvas) {
  for (const bool lossless : {false, true}) {
    const WebpRecipe small{.width = 60, .height = 40, .lossless = lossless, .quality = 98};
    const Bytes frame = test::make_webp(small);
    const Bytes file = test::animated_webp(
        100, 80, {{frame, 60, 40, 20, 10}, {frame, 60, 40, 0, 0}, {frame, 60, 40, 2, 2}});
    const DecodedPhoto photo = decode_webp(file, {});
    ASSERT_TRUE(photo.image) << lossless;
    EXPECT_TRUE(photo.problems.empty());
    EXPECT_EQ(photo.pictures, 3U);
    EXPECT_EQ(photo.image->width(), 100U);
    EXPECT_EQ(photo.image->luma.row(0)[0], 255);
    EXPECT_EQ(photo.image->luma.row(79)[99], 255);
    const Image wanted = expected(60, 40, false);
    EXPECT_NEAR(photo.image->luma.row(30)[50], wanted.luma.row(20)[30], lossless ? 0 : 25);
  }
}

TEST(Webp, ATruncatedLossyPhotoKeepsItsRows) {
  const Bytes whole = test::make_webp({.width = 320, .height = 400});
  for (const std::size_t percent : {50U, 90U}) {
    const Bytes file = test::cut(whole, percent);
    const DecodedPhoto photo = decode_webp(file, {});
    ASSERT_TRUE(photo.image) << percent;
    ASSERT_EQ(photo.problems.size(), 1U);
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated);
    EXPECT_EQ(photo.problems[0].offset, file.size());
    EXPECT_NE(photo.image->luma.row(0)[3], 128);
    EXPECT_EQ(photo.image->luma.row(399)[0], 128);
    EXPECT_EQ(photo.image->cb.row(199)[0], 128);
  }
}

TEST(Webp, EveryTruncationIsSaid) {
  const Bytes frame = test::make_webp({.width = 60, .height = 40});
  for (const Bytes& whole :
       {test::make_webp({}), test::make_webp({.lossless = true}), test::make_webp({.alpha = true}),
        test::animated_webp(60, 40, {{frame, 60, 40, 0, 0}, {frame, 60, 40, 0, 0}})})
    for (std::size_t size = 12; size < whole.size(); size += 97) {
      const DecodedPhoto photo = decode_webp(std::span(whole).first(size), {});
      ASSERT_FALSE(photo.problems.empty()) << size;
      EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated) << size;
    }
}

TEST(Webp, DamageIsFound) {
  Bytes file = test::make_webp({.lossless = true});
  for (std::size_t i = file.size() / 2; i < file.size() / 2 + 40; ++i) file[i] = 0xFF;
  EXPECT_FALSE(decode_webp(file, {}).problems.empty());
  Bytes headless = test::make_webp({});
  headless[23] = 0;  // VP8's start code
  const DecodedPhoto photo = decode_webp(headless, {});
  EXPECT_FALSE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
}

TEST(Webp, GivesHeaderFactsAloneOfAPhotoThatIsTooLarge) {
  const DecodedPhoto photo = decode_webp(test::make_webp({}), {.max_decode_megapixels = 0.001});
  EXPECT_FALSE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.width, 160U);
}

TEST(Webp, RefusesALosslessPhotoThatNeedsMoreMemoryThanAllowed) {
  const DecodedPhoto photo =
      decode_webp(test::make_webp({.lossless = true}), {.max_working_bytes = 1000});
  EXPECT_FALSE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
  EXPECT_TRUE(decode_webp(test::make_webp({}), {.max_working_bytes = 1000}).image);
}

}  // namespace
}  // namespace photosieve
