// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff.h"

#include <gtest/gtest.h>

#include <string>

#include "decode/planes.h"
#include "decode/test_tiff.h"

namespace photosieve {
namespace {

using test::Bytes;
using test::TiffRecipe;

int rounded_16(int high, int low) {
  return ((high << 8 | low) + 128) / 257;
}

// What the decoder should make of the pixel at (x, y), from what make_tiff wrote.
Ycc expected(const TiffRecipe& recipe, std::size_t x, std::size_t y) {
  const auto stored = [&](std::size_t c) {
    const int high = test::picture(x, y, c);
    return recipe.bits == 16 ? rounded_16(high, test::low_byte(x)) : high;
  };
  const std::size_t of_colour = recipe.photometric == PHOTOMETRIC_RGB         ? 3
                                : recipe.photometric == PHOTOMETRIC_SEPARATED ? 4
                                                                              : 1;
  const auto seen = [&](int value) {
    if (recipe.alpha == 0) return value;
    const int alpha = stored(of_colour);
    return recipe.alpha == EXTRASAMPLE_UNASSALPHA ? over_white(value, alpha)
                                                  : std::min(value + 255 - alpha, 255);
  };
  switch (recipe.photometric) {
    case PHOTOMETRIC_MINISBLACK:
      return ycc_from_rgb(seen(stored(0)), seen(stored(0)), seen(stored(0)));
    case PHOTOMETRIC_MINISWHITE:
      return ycc_from_rgb(255 - stored(0), 255 - stored(0), 255 - stored(0));
    case PHOTOMETRIC_PALETTE: {
      const png_color colour = test::palette_colour(test::picture(x, y, 0));
      return ycc_from_rgb(colour.red, colour.green, colour.blue);
    }
    case PHOTOMETRIC_SEPARATED: {
      const auto printed = [&](std::size_t c) {
        return through_inks(255 - stored(c), 255 - stored(3));
      };
      return ycc_from_rgb(printed(0), printed(1), printed(2));
    }
    default:
      return ycc_from_rgb(seen(stored(0)), seen(stored(1)), seen(stored(2)));
  }
}

void expect_exact(const TiffRecipe& recipe, const std::string& name) {
  const DecodedPhoto photo = decode_tiff(test::make_tiff(recipe), {});
  ASSERT_TRUE(photo.image) << name << ": "
                           << (photo.problems.empty() ? "" : photo.problems[0].message);
  EXPECT_TRUE(photo.problems.empty()) << name << ": " << photo.problems[0].message;
  EXPECT_EQ(photo.bits_per_channel, recipe.bits) << name;
  const Image& image = *photo.image;
  for (std::size_t y = 0; y < recipe.height; ++y)
    for (std::size_t x = 0; x < recipe.width; ++x) {
      const Ycc pixel = expected(recipe, x, y);
      ASSERT_EQ(image.luma.row(y)[x], pixel.y) << name << " at " << x << ", " << y;
      if (image.grey()) continue;
      ASSERT_EQ(image.cb.row(y)[x], pixel.cb) << name;
      ASSERT_EQ(image.cr.row(y)[x], pixel.cr) << name;
    }
}

TEST(Tiff, DecodesEveryColourDepthLayoutAndOrder) {
  struct Colour {
    const char* name;
    int photometric;
    int channels;
    int alpha;
  };
  for (const Colour& colour :
       {Colour{"grey", PHOTOMETRIC_MINISBLACK, 1, 0}, Colour{"white", PHOTOMETRIC_MINISWHITE, 1, 0},
        Colour{"grey, alpha", PHOTOMETRIC_MINISBLACK, 2, EXTRASAMPLE_UNASSALPHA},
        Colour{"rgb", PHOTOMETRIC_RGB, 3, 0},
        Colour{"rgb, alpha", PHOTOMETRIC_RGB, 4, EXTRASAMPLE_UNASSALPHA},
        Colour{"rgb, premultiplied", PHOTOMETRIC_RGB, 4, EXTRASAMPLE_ASSOCALPHA},
        Colour{"cmyk", PHOTOMETRIC_SEPARATED, 4, 0}})
    for (const int bits : {8, 16})
      for (const bool apart : {false, true})
        for (const std::uint32_t tile : {0U, 32U})
          for (const bool big_endian : {false, true})
            expect_exact({.width = 67,
                          .height = 41,
                          .photometric = colour.photometric,
                          .channels = colour.channels,
                          .bits = bits,
                          .apart = apart,
                          .tile = tile,
                          .alpha = colour.alpha,
                          .big_endian = big_endian},
                         std::string(colour.name) + " " + std::to_string(bits) +
                             (apart ? " apart" : "") + (tile != 0 ? " tiled" : ""));
}

TEST(Tiff, DecodesEveryLosslessCompression) {
  for (const int compression : {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,
                                COMPRESSION_PACKBITS, COMPRESSION_ZSTD})
    for (const int bits : {8, 16})
      for (const std::uint32_t rows : {1U, 16U, 10'000U})
        for (const int predictor : {1, 2}) {
          if (predictor == 2 && compression == COMPRESSION_PACKBITS) continue;
          expect_exact({.width = 67,
                        .height = 41,
                        .bits = bits,
                        .compression = compression,
                        .predictor = predictor,
                        .rows_per_strip = rows},
                       std::to_string(compression) + " " + std::to_string(bits) + " in strips of " +
                           std::to_string(rows));
        }
}

TEST(Tiff, DecodesPalettesAndBigFiles) {
  expect_exact({.photometric = PHOTOMETRIC_PALETTE, .channels = 1}, "palette");
  expect_exact({.photometric = PHOTOMETRIC_PALETTE, .channels = 1, .tile = 16}, "palette, tiled");
  expect_exact({.big = true}, "BigTIFF");
  expect_exact({.big = true, .big_endian = true}, "BigTIFF, big-endian");
}

TEST(Tiff, DecodesJpegInsideWithoutAnOffset) {
  for (const int photometric : {PHOTOMETRIC_YCBCR, PHOTOMETRIC_RGB, PHOTOMETRIC_MINISBLACK}) {
    const TiffRecipe recipe{.photometric = photometric,
                            .channels = photometric == PHOTOMETRIC_MINISBLACK ? 1 : 3,
                            .compression = COMPRESSION_JPEG};
    const DecodedPhoto photo = decode_tiff(test::make_tiff(recipe), {});
    ASSERT_TRUE(photo.image) << photometric;
    EXPECT_TRUE(photo.problems.empty());
    double sum = 0;
    for (std::size_t y = 0; y < 120; ++y)
      for (std::size_t x = 0; x < 160; ++x) {
        const int grey = test::picture(x, y, 0);
        const Ycc wanted = photometric == PHOTOMETRIC_MINISBLACK
                               ? ycc_from_rgb(grey, grey, grey)
                               : ycc_from_rgb(grey, test::picture(x, y, 1), test::picture(x, y, 2));
        sum += photo.image->luma.row(y)[x] - wanted.y;
      }
    EXPECT_NEAR(sum / (160 * 120), 0, 0.5) << photometric;
  }
}

TEST(Tiff, SpreadsFewBitsOverTheWholeRange) {
  for (const int bits : {1, 2, 4}) {
    // The writer's rows are longer than so few bits need: the rest of each is not looked at.
    const DecodedPhoto photo = decode_tiff(
        test::make_tiff({.photometric = PHOTOMETRIC_MINISBLACK, .channels = 1, .bits = bits}), {});
    ASSERT_TRUE(photo.image) << bits;
    EXPECT_EQ(photo.bits_per_channel, 8);
    const int most = (1 << bits) - 1;
    for (std::size_t x = 0; x < 160; ++x) {
      const int value = test::picture(x * static_cast<std::size_t>(bits) / 8, 5, 0) >>
                            (8 - bits - static_cast<int>(x) * bits % 8) &
                        most;
      ASSERT_EQ(photo.image->luma.row(5)[x], value * 255 / most) << bits << " " << x;
    }
  }
}

TEST(Tiff, LooksAtTheFirstPageAndCountsThem) {
  const DecodedPhoto photo = decode_tiff(test::make_tiff({.pages = 3}), {});
  ASSERT_TRUE(photo.image);
  EXPECT_EQ(photo.pictures, 3U);
  EXPECT_EQ(decode_tiff(test::make_tiff({}), {}).pictures, 1U);
}

TEST(Tiff, AppliesTheOrientation) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const DecodedPhoto photo =
        decode(test::make_tiff({.width = 90, .height = 60, .orientation = orientation}));
    ASSERT_TRUE(photo.image);
    EXPECT_EQ(photo.orientation, orientation);
    EXPECT_EQ(photo.width, orientation >= 5 ? 60U : 90U);
    EXPECT_EQ(photo.image->width(), photo.width);
  }
}

TEST(Tiff, ATruncatedPhotoKeepsItsRows) {
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW}) {
    const Bytes whole =
        test::make_tiff({.height = 400, .compression = compression, .rows_per_strip = 400});
    const Bytes file = test::directory_first(whole);
    ASSERT_TRUE(decode_tiff(file, {}).problems.empty());
    for (const std::size_t percent : {50U, 90U, 99U}) {
      const Bytes part = test::cut(file, percent);
      const DecodedPhoto photo = decode_tiff(part, {});
      ASSERT_TRUE(photo.image) << percent;
      ASSERT_EQ(photo.problems.size(), 1U);
      EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated);
      EXPECT_EQ(photo.problems[0].offset, part.size());
      EXPECT_EQ(photo.image->luma.row(0)[3], expected({}, 3, 0).y);
      EXPECT_EQ(photo.image->luma.row(399)[0], 128) << percent;
      EXPECT_EQ(photo.image->cb.row(399)[0], 128) << percent;
    }
  }
}

TEST(Tiff, AFileThatEndsBeforeItsDirectoryIsTruncatedWithoutPixels) {
  const Bytes whole = test::make_tiff({});
  for (const std::size_t percent : {1U, 10U, 50U, 90U, 99U}) {
    const DecodedPhoto photo = decode_tiff(test::cut(whole, percent), {});
    EXPECT_FALSE(photo.image) << percent;
    ASSERT_EQ(photo.problems.size(), 1U);
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated) << percent;
  }
}

TEST(Tiff, DamageInsideTheCompressedDataIsCorrupt) {
  Bytes file = test::make_tiff({.compression = COMPRESSION_ADOBE_DEFLATE});
  for (std::size_t i = 4000; i < 4050; ++i) file[i] ^= 0x5A;
  const DecodedPhoto photo = decode_tiff(file, {});
  ASSERT_TRUE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kCorrupt);
}

TEST(Tiff, SaysWhyAKindIsNotRead) {
  struct Case {
    TiffRecipe recipe;
    const char* part;
  };
  for (const Case& c :
       {Case{{.bits = 32}, "bits a channel"},
        Case{{.photometric = PHOTOMETRIC_LOGLUV, .bits = 16}, "of a kind that is not known"},
        Case{{.channels = 1}, "fewer channels"}}) {
    const DecodedPhoto photo = decode_tiff(test::make_tiff(c.recipe), {});
    EXPECT_FALSE(photo.image) << c.part;
    ASSERT_EQ(photo.problems.size(), 1U) << c.part;
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
    EXPECT_NE(photo.problems[0].message.find(c.part), std::string::npos)
        << photo.problems[0].message;
  }
}

TEST(Tiff, GivesHeaderFactsAloneOfAPhotoThatIsTooLarge) {
  const DecodedPhoto photo = decode_tiff(test::make_tiff({}), {.max_decode_megapixels = 0.001});
  EXPECT_FALSE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.width, 160U);
}

TEST(Tiff, RefusesATileThatNeedsMoreMemoryThanAllowed) {
  const DecodedPhoto photo =
      decode_tiff(test::make_tiff({.tile = 512}), {.max_working_bytes = 100'000});
  EXPECT_FALSE(photo.image);
  EXPECT_FALSE(photo.problems.empty());
}

}  // namespace
}  // namespace photosieve
