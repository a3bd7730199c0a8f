// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/jpeg.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "decode/planes.h"
#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;
using test::JpegRecipe;

// The library's own full decode, in the colour space asked for; four channels at most.
Bytes reference(const Bytes& file, J_COLOR_SPACE space) {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, file.data(), file.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = space;
  info.do_fancy_upsampling = FALSE;
  jpeg_start_decompress(&info);
  const std::size_t stride = info.output_width * static_cast<std::size_t>(info.output_components);
  Bytes pixels(stride * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels.data() + info.output_scanline * stride;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return pixels;
}

bool luma_is(const Image& image, const Bytes& pixels, std::size_t channels) {
  for (std::size_t y = 0; y < image.height(); ++y)
    for (std::size_t x = 0; x < image.width(); ++x)
      if (image.luma.row(y)[x] != pixels[(y * image.width() + x) * channels]) return false;
  return true;
}

std::string name_of(const JpegRecipe& recipe) {
  std::string name = std::to_string(recipe.width) + "x" + std::to_string(recipe.height);
  for (const auto& part : recipe.sampling)
    name += " " + std::to_string(part[0]) + ":" + std::to_string(part[1]);
  return name + (recipe.progressive ? " progressive" : "");
}

// The i-th pixel of a photo 50 pixels wide.
int luma_at(const Image& image, std::size_t i) {
  return image.luma.row(i / 50)[i % 50];
}

struct Subsampling {
  std::array<std::array<int, 2>, 4> factors;
  std::size_t across;  // luma pixels a chroma pixel
  std::size_t down;
};

TEST(Jpeg, KeepsEveryPlaneOfEverySubsamplingAsItIsStored) {
  const std::array cases{
      Subsampling{{{{1, 1}, {1, 1}, {1, 1}}}, 1, 1}, Subsampling{{{{2, 1}, {1, 1}, {1, 1}}}, 2, 1},
      Subsampling{{{{2, 2}, {1, 1}, {1, 1}}}, 2, 2}, Subsampling{{{{1, 2}, {1, 1}, {1, 1}}}, 1, 2},
      Subsampling{{{{4, 1}, {1, 1}, {1, 1}}}, 4, 1}, Subsampling{{{{4, 2}, {1, 1}, {1, 1}}}, 4, 2},
      Subsampling{{{{3, 1}, {1, 1}, {1, 1}}}, 3, 1}, Subsampling{{{{2, 2}, {2, 1}, {2, 1}}}, 1, 2}};
  for (const Subsampling& c : cases)
    for (const JDIMENSION width : {1U, 7U, 16U, 33U, 130U, 161U})
      for (const bool progressive : {false, true}) {
        const JpegRecipe recipe{
            .width = width, .height = 57, .sampling = c.factors, .progressive = progressive};
        const Bytes file = test::make_jpeg(recipe);
        const DecodedPhoto photo = decode_jpeg(file, {});
        ASSERT_TRUE(photo.image) << name_of(recipe);
        EXPECT_TRUE(photo.problems.empty()) << name_of(recipe);
        EXPECT_TRUE(luma_is(*photo.image, reference(file, JCS_GRAYSCALE), 1)) << name_of(recipe);
        EXPECT_EQ(photo.image->cb.width(), (width + c.across - 1) / c.across) << name_of(recipe);
        EXPECT_EQ(photo.image->cr.height(), (57 + c.down - 1) / c.down) << name_of(recipe);
      }
}

TEST(Jpeg, AgreesWithTheLibraryInChromaWhereNothingIsSubsampled) {
  const Bytes file = test::make_jpeg({.width = 77, .sampling = {{{1, 1}, {1, 1}, {1, 1}}}});
  const DecodedPhoto photo = decode_jpeg(file, {});
  const Bytes pixels = reference(file, JCS_YCbCr);
  for (std::size_t y = 0; y < photo.height; ++y)
    for (std::size_t x = 0; x < photo.width; ++x) {
      ASSERT_EQ(photo.image->cb.row(y)[x], pixels[(y * photo.width + x) * 3 + 1]);
      ASSERT_EQ(photo.image->cr.row(y)[x], pixels[(y * photo.width + x) * 3 + 2]);
    }
}

TEST(Jpeg, MakesPlanesWholeWhereTheFactorsAreNot) {
  // Luma smaller than chroma; chroma planes unlike each other; luma three to chroma's two, which
  // no encoder at hand writes: there only the sizes are right.
  const std::array<std::array<std::array<int, 2>, 4>, 3> cases{
      {{{{1, 1}, {2, 1}, {2, 1}}}, {{{2, 2}, {2, 1}, {1, 1}}}, {{{2, 1}, {2, 1}, {2, 1}}}}};
  for (const auto& factors : cases) {
    const JpegRecipe recipe{.width = 90, .height = 50, .sampling = factors};
    Bytes file = test::make_jpeg(recipe);
    const bool three_to_two = factors[0][0] == factors[1][0];
    for (std::size_t i = 0; three_to_two && i + 11 < file.size(); ++i)
      if (file[i] == 0xFF && file[i + 1] == 0xC0) {
        file[i + 11] = 0x31;
        break;
      }
    const DecodedPhoto photo = decode_jpeg(file, {});
    ASSERT_TRUE(photo.image) << name_of(recipe);
    EXPECT_EQ(photo.image->width(), 90U) << name_of(recipe);
    EXPECT_EQ(photo.image->cb.width(), 90U) << name_of(recipe);
    EXPECT_EQ(photo.image->cr.height(), 50U) << name_of(recipe);
  }
}

TEST(Jpeg, GivesAGreyPhotoNoChromaWhateverItsFactors) {
  for (const int factor : {1, 2, 4}) {
    JpegRecipe recipe{.width = 61, .height = 45, .channels = 1};
    recipe.sampling[0] = {factor, factor};
    const Bytes file = test::make_jpeg(recipe);
    const DecodedPhoto photo = decode_jpeg(file, {});
    ASSERT_TRUE(photo.image) << factor;
    EXPECT_TRUE(photo.image->grey());
    EXPECT_TRUE(luma_is(*photo.image, reference(file, JCS_GRAYSCALE), 1)) << factor;
  }
}

TEST(Jpeg, TurnsStoredRgbIntoYcc) {
  const Bytes file = test::make_jpeg(
      {.width = 50, .height = 40, .stored = JCS_RGB, .sampling = {{{1, 1}, {1, 1}, {1, 1}}}});
  const DecodedPhoto photo = decode_jpeg(file, {});
  ASSERT_TRUE(photo.image);
  const Bytes rgb = reference(file, JCS_RGB);
  for (std::size_t i = 0; i < std::size_t{50} * 40; ++i) {
    const Ycc expected = ycc_from_rgb(rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]);
    ASSERT_EQ(photo.image->luma.row(i / 50)[i % 50], expected.y);
    ASSERT_EQ(photo.image->cr.row(i / 50)[i % 50], expected.cr);
  }
}

TEST(Jpeg, TurnsInksIntoYccThroughPaper) {
  for (const J_COLOR_SPACE space : {JCS_CMYK, JCS_YCCK}) {
    const Bytes file = test::make_jpeg({.width = 50,
                                        .height = 40,
                                        .channels = 4,
                                        .stored = space,
                                        .sampling = {{{1, 1}, {1, 1}, {1, 1}, {1, 1}}},
                                        .quality = 100});
    const DecodedPhoto photo = decode_jpeg(file, {});
    ASSERT_TRUE(photo.image) << space;
    const Bytes inks = reference(file, JCS_CMYK);  // Adobe's: 255 is no ink
    for (std::size_t i = 0; i < std::size_t{50} * 40; ++i) {
      const auto paper = [&](std::size_t c) { return inks[i * 4 + c] * inks[i * 4 + 3] / 255.0; };
      const double luma = 0.299 * paper(0) + 0.587 * paper(1) + 0.114 * paper(2);
      ASSERT_NEAR(luma_at(*photo.image, i), luma, 1.5) << space << " at " << i;
    }
  }
}

TEST(Jpeg, TellsTheQuantisationTables) {
  const DecodedPhoto photo = decode_jpeg(test::make_jpeg({.quality = 50}), {});
  ASSERT_TRUE(photo.jpeg_tables && photo.jpeg_tables->luma && photo.jpeg_tables->chroma);
  // ITU T.81 annex K: the IJG's quality 50 is those tables, row by row.
  EXPECT_EQ((*photo.jpeg_tables->luma)[0], 16);
  EXPECT_EQ((*photo.jpeg_tables->luma)[1], 11);
  EXPECT_EQ((*photo.jpeg_tables->luma)[8], 12);
  EXPECT_EQ((*photo.jpeg_tables->chroma)[0], 17);
}

TEST(Jpeg, RefusesWhatHardlyAnyProgramReadsAndSaysSo) {
  Bytes twelve_bits = test::make_jpeg({});
  Bytes lossless = twelve_bits;
  for (std::size_t i = 0; i + 4 < twelve_bits.size(); ++i)
    if (twelve_bits[i] == 0xFF && twelve_bits[i + 1] == 0xC0) {
      twelve_bits[i + 4] = 12;
      lossless[i + 1] = 0xC3;
      break;
    }
  struct Case {
    Bytes file;
    std::string word;
  };
  for (const Case& c : {Case{twelve_bits, "8 bits"}, Case{lossless, "lossless"},
                        Case{test::make_jpeg({.arithmetic = true}), "arithmetic"},
                        Case{test::scan_bomb(1000), "too many scans"}}) {
    const DecodedPhoto photo = decode_jpeg(c.file, {});
    EXPECT_FALSE(photo.image) << c.word;
    ASSERT_EQ(photo.problems.size(), 1U) << c.word;
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
    EXPECT_NE(photo.problems[0].message.find(c.word), std::string::npos)
        << photo.problems[0].message;
  }
}

TEST(Jpeg, ReadsAsManyScansAsOptimisersWrite) {
  const DecodedPhoto photo = decode_jpeg(test::scan_bomb(60), {});
  EXPECT_TRUE(photo.image);
}

TEST(Jpeg, SaysWhenTheScansNeedMoreMemoryThanAllowed) {
  const Bytes file = test::make_jpeg({.width = 2000, .height = 2000, .progressive = true});
  const DecodedPhoto photo = decode_jpeg(file, {.max_working_bytes = 1 << 20});
  EXPECT_FALSE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_NE(photo.problems[0].message.find("memory"), std::string::npos);
}

TEST(Jpeg, GivesHeaderFactsAloneOfAPhotoThatIsTooLarge) {
  const Bytes file = test::make_jpeg({.width = 200, .height = 100});
  const DecodedPhoto photo = decode_jpeg(file, {.max_decode_megapixels = 0.019});
  EXPECT_FALSE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.width, 200U);
}

}  // namespace
}  // namespace photosieve
