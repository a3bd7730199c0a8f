// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/png.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "decode/planes.h"
#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;
using test::PngRecipe;

const DecodeProblem* find(const DecodedPhoto& photo, ProblemKind kind) {
  const auto at = std::find_if(photo.problems.begin(), photo.problems.end(),
                               [&](const DecodeProblem& p) { return p.kind == kind; });
  return at == photo.problems.end() ? nullptr : &*at;
}

int rounded_16(int high, int low) {
  return ((high << 8 | low) * 255 + 32767) / 65535;
}

// What the decoder should make of the pixel at (x, y), from what make_png wrote.
Ycc expected(const PngRecipe& recipe, std::size_t x, std::size_t y) {
  const auto sample = [&](std::size_t c) {
    const int high = test::picture(x, y, c);
    return recipe.bit_depth == 16 ? rounded_16(high, test::low_byte(x)) : high;
  };
  switch (recipe.colour_type) {
    case PNG_COLOR_TYPE_GRAY:
      return ycc_from_rgb(sample(0), sample(0), sample(0));
    case PNG_COLOR_TYPE_GRAY_ALPHA: {
      const int grey = over_white(sample(0), sample(1));
      return ycc_from_rgb(grey, grey, grey);
    }
    case PNG_COLOR_TYPE_PALETTE: {
      const png_color colour = test::palette_colour(test::picture(x, y, 0));
      return ycc_from_rgb(colour.red, colour.green, colour.blue);
    }
    case PNG_COLOR_TYPE_RGB_ALPHA:
      return ycc_from_rgb(over_white(sample(0), sample(3)), over_white(sample(1), sample(3)),
                          over_white(sample(2), sample(3)));
    default:
      return ycc_from_rgb(sample(0), sample(1), sample(2));
  }
}

TEST(Png, DecodesEveryColourTypeAndDepthInterlacedOrNot) {
  struct Case {
    int colour_type;
    int bit_depth;
  };
  for (const Case c :
       {Case{PNG_COLOR_TYPE_GRAY, 8}, Case{PNG_COLOR_TYPE_GRAY, 16},
        Case{PNG_COLOR_TYPE_GRAY_ALPHA, 8}, Case{PNG_COLOR_TYPE_GRAY_ALPHA, 16},
        Case{PNG_COLOR_TYPE_PALETTE, 8}, Case{PNG_COLOR_TYPE_RGB, 8}, Case{PNG_COLOR_TYPE_RGB, 16},
        Case{PNG_COLOR_TYPE_RGB_ALPHA, 8}, Case{PNG_COLOR_TYPE_RGB_ALPHA, 16}})
    for (const bool interlaced : {false, true}) {
      const PngRecipe recipe{.width = 67,
                             .height = 41,
                             .colour_type = c.colour_type,
                             .bit_depth = c.bit_depth,
                             .interlaced = interlaced};
      const DecodedPhoto photo = decode_png(test::make_png(recipe), {});
      ASSERT_TRUE(photo.image) << c.colour_type << " " << c.bit_depth;
      EXPECT_TRUE(photo.problems.empty());
      EXPECT_EQ(photo.bits_per_channel, c.bit_depth);
      const Image& image = *photo.image;
      EXPECT_EQ(image.grey(), (c.colour_type & PNG_COLOR_MASK_COLOR) == 0);
      for (std::size_t y = 0; y < 41; ++y)
        for (std::size_t x = 0; x < 67; ++x) {
          const Ycc pixel = expected(recipe, x, y);
          ASSERT_EQ(image.luma.row(y)[x], pixel.y) << c.colour_type << " " << c.bit_depth;
          if (image.grey()) continue;
          ASSERT_EQ(image.cb.row(y)[x], pixel.cb) << c.colour_type << " " << c.bit_depth;
          ASSERT_EQ(image.cr.row(y)[x], pixel.cr) << c.colour_type << " " << c.bit_depth;
        }
    }
}

TEST(Png, SpreadsFewBitsOverTheWholeRange) {
  const DecodedPhoto photo =
      decode_png(test::make_png({.colour_type = PNG_COLOR_TYPE_GRAY, .bit_depth = 1}), {});
  ASSERT_TRUE(photo.image);
  EXPECT_EQ(photo.bits_per_channel, 8);
  for (std::size_t x = 0; x < 160; ++x) {
    const int value = photo.image->luma.row(50)[x];
    EXPECT_TRUE(value == 0 || value == 255) << value;
  }
}

TEST(Png, ATruncatedPhotoKeepsItsRowsAndSaysWhereItEnds) {
  const Bytes whole = test::make_png({.height = 400});
  for (const std::size_t percent : {10U, 50U, 90U}) {
    const Bytes file = test::cut(whole, percent);
    const DecodedPhoto photo = decode_png(file, {});
    ASSERT_TRUE(photo.image) << percent;
    ASSERT_EQ(photo.problems.size(), 1U);
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated);
    EXPECT_EQ(photo.problems[0].offset, file.size());
    EXPECT_EQ(photo.image->luma.row(0)[3], expected({}, 3, 0).y);
    EXPECT_EQ(photo.image->luma.row(399)[0], 128) << percent;
    EXPECT_EQ(photo.image->cb.row(399)[0], 128) << percent;
  }
}

TEST(Png, ATruncatedInterlacedPhotoIsThereInLessDetail) {
  const DecodedPhoto photo = decode_png(test::cut(test::make_png({.interlaced = true}), 50), {});
  EXPECT_TRUE(photo.image);
  EXPECT_NE(find(photo, ProblemKind::kTruncated), nullptr);
}

TEST(Png, AFileThatEndsInItsHeaderIsTruncatedWithoutPixels) {
  const Bytes whole = test::make_png({});
  for (const std::size_t size : {8U, 20U, 40U}) {
    const DecodedPhoto photo = decode_png(std::span(whole).first(size), {});
    EXPECT_FALSE(photo.image) << size;
    ASSERT_EQ(photo.problems.size(), 1U);
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated);
  }
}

TEST(Png, AWrongChecksumIsCorruptAtItsChunk) {
  Bytes file = test::make_png({});
  const Bytes name{'I', 'D', 'A', 'T'};
  const auto idat = std::search(file.begin(), file.end(), name.begin(), name.end());
  const auto at = static_cast<std::uint64_t>(idat - file.begin()) - 4;
  file[at + 3000] ^= 0x10;
  const DecodedPhoto photo = decode_png(file, {});
  ASSERT_NE(find(photo, ProblemKind::kCorrupt), nullptr);
  EXPECT_EQ(find(photo, ProblemKind::kCorrupt)->offset, at);
}

TEST(Png, ADamagedTextChunkIsNoProblem) {
  Bytes file = test::make_png({});
  const Bytes text{0, 0, 0, 4, 't', 'E', 'X', 't', 'a', 0, 'b', 'c', 1, 2, 3, 4};
  file.insert(file.begin() + 33, text.begin(), text.end());
  const DecodedPhoto photo = decode_png(file, {});
  EXPECT_TRUE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
}

TEST(Png, LooksAtTheFirstFrameOfAnAnimationAndCountsThem) {
  Bytes file = test::make_png({});
  const Bytes control{0, 0, 0, 8, 'a', 'c', 'T', 'L', 0, 0, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4};
  EXPECT_EQ(decode_png(file, {}).pictures, 1U);
  file.insert(file.begin() + 33, control.begin(), control.end());
  const DecodedPhoto photo = decode_png(file, {});
  EXPECT_TRUE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.pictures, 5U);
}

// A header that claims 60,000 x 60,000 pixels costs nothing and is no problem of decoding.
TEST(Png, GivesHeaderFactsAloneOfAPhotoThatIsTooLarge) {
  Bytes file = test::make_png({});
  const Bytes side{0, 0, 0xEA, 0x60};
  std::copy(side.begin(), side.end(), file.begin() + 16);
  std::copy(side.begin(), side.end(), file.begin() + 20);
  const DecodedPhoto photo = decode_png(file, {});
  EXPECT_FALSE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.width, 60000U);
  EXPECT_EQ(photo.height, 60000U);
}

TEST(Png, RefusesInterlacingThatNeedsMoreMemoryThanAllowed) {
  const DecodedPhoto photo =
      decode_png(test::make_png({.interlaced = true}), {.max_working_bytes = 1000});
  EXPECT_FALSE(photo.image);
  EXPECT_NE(find(photo, ProblemKind::kUndecodable), nullptr);
}

TEST(Png, IsUndecodableWithoutAUsableHeader) {
  for (const std::size_t at : {12U, 16U, 24U, 25U}) {  // name, width, depth, colour type
    Bytes file = test::make_png({});
    file[at] = 0x63;
    const DecodedPhoto photo = decode_png(file, {.max_decode_megapixels = 1e9});
    EXPECT_FALSE(photo.image) << at;
    EXPECT_FALSE(photo.problems.empty()) << at;
  }
}

}  // namespace
}  // namespace photosieve
