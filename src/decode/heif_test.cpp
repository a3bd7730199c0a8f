// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "decode/orient.h"
#include "decode/planes.h"
#include "decode/test_heif.h"

namespace photosieve {
namespace {

using test::Bytes;
using test::HeifRecipe;

struct Difference {
  double offset = 0;
  double size = 0;
};

Difference difference(const Plane& a, const Plane& b) {
  Difference sum;
  for (std::size_t y = 0; y < a.height(); ++y)
    for (std::size_t x = 0; x < a.width(); ++x) {
      const int one = a.row(y)[x] - b.row(y * b.height() / a.height())[x * b.width() / a.width()];
      sum.offset += one;
      sum.size += std::abs(one);
    }
  const auto count = static_cast<double>(a.width() * a.height());
  return {sum.offset / count, sum.size / count};
}

Image expected(const HeifRecipe& recipe) {
  const auto width = static_cast<std::size_t>(recipe.width);
  const auto height = static_cast<std::size_t>(recipe.height);
  Image image = make_image(width, height, !recipe.grey);
  Bytes row;
  for (std::size_t y = 0; y < height; ++y) {
    row.clear();
    for (std::size_t x = 0; x < width; ++x)
      for (std::size_t c = 0; c < (recipe.grey ? 1U : recipe.alpha ? 4U : 3U); ++c)
        row.push_back(test::picture(x, y, c));
    put_row(row.data(), row.size() / width, y, image);
  }
  return image;
}

TEST(Heif, DecodesEachCodecChromaDepthRangeAndMatrix) {
  struct Case {
    const char* name;
    HeifRecipe recipe;
    double chroma = 12;  // halved chroma of a picture with grain differs from its own
  };
  std::vector<Case> cases;
  for (const bool av1 : {false, true}) {
    cases.push_back({"4:2:0", {.av1 = av1, .quality = 95}});
    if (!av1)  // the encoder refuses it
      cases.push_back({"4:2:2", {.av1 = av1, .quality = 95, .chroma = "422"}});
    cases.push_back({"4:4:4", {.av1 = av1, .quality = 95, .chroma = "444"}, 3});
    cases.push_back({"grey", {.av1 = av1, .quality = 95, .grey = true}});
    cases.push_back({"odd size", {.width = 161, .height = 121, .av1 = av1, .quality = 95}});
    cases.push_back({"alpha", {.av1 = av1, .quality = 95, .alpha = true}, 20});
    cases.push_back({"more bits", {.av1 = av1, .quality = 95, .bits = av1 ? 12 : 10}});
    cases.push_back(
        {"video range", {.av1 = av1, .quality = 95, .chroma = "444", .full_range = false}, 3});
    cases.push_back({"BT.2020, video range",
                     {.av1 = av1, .quality = 95, .chroma = "444", .full_range = false, .matrix = 9},
                     3});
    cases.push_back({"BT.709, 4:2:0", {.av1 = av1, .quality = 95, .matrix = 1}});
    cases.push_back({"BT.709", {.av1 = av1, .quality = 95, .chroma = "444", .matrix = 1}, 3});
  }
  for (const Case& c : cases) {
    const std::string name = std::string(c.recipe.av1 ? "AV1 " : "HEVC ") + c.name;
    const DecodedPhoto photo = decode_heif(test::make_heif(c.recipe), {});
    ASSERT_TRUE(photo.image) << name << (photo.problems.empty() ? "" : photo.problems[0].message);
    EXPECT_TRUE(photo.problems.empty()) << name << photo.problems[0].message;
    EXPECT_EQ(photo.format, c.recipe.av1 ? Format::kAvif : Format::kHeif) << name;
    EXPECT_EQ(photo.bits_per_channel, c.recipe.bits) << name;
    EXPECT_EQ(photo.pictures, 1U) << name;
    ASSERT_EQ(photo.image->width(), static_cast<std::size_t>(c.recipe.width)) << name;
    ASSERT_EQ(photo.image->height(), static_cast<std::size_t>(c.recipe.height)) << name;
    EXPECT_EQ(photo.image->grey(), c.recipe.grey) << name;
    const Image wanted = expected(c.recipe);
    const Difference luma = difference(photo.image->luma, wanted.luma);
    EXPECT_NEAR(luma.offset, 0, 1) << name;
    EXPECT_LT(luma.size, c.recipe.alpha ? 8 : 4) << name;
    if (c.recipe.grey) continue;
    for (const auto& [plane, other] :
         {std::pair(&photo.image->cb, &wanted.cb), std::pair(&photo.image->cr, &wanted.cr)}) {
      const Difference chroma = difference(*plane, *other);
      EXPECT_NEAR(chroma.offset, 0, 1.5) << name;
      EXPECT_LT(chroma.size, c.chroma) << name;
    }
  }
}

TEST(Heif, TurnsAndMirrorsOnceAsTheFileSays) {
  const HeifRecipe plain{.width = 96, .height = 64, .quality = 95};
  const Image stored = expected(plain);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    HeifRecipe recipe = plain;
    recipe.orientation = orientation;
    const DecodedPhoto photo = decode(test::make_heif(recipe));
    ASSERT_TRUE(photo.image) << orientation;
    EXPECT_EQ(photo.orientation, 1) << orientation;
    EXPECT_EQ(photo.width, orientation >= 5 ? 64U : 96U) << orientation;
    EXPECT_EQ(photo.image->width(), photo.width) << orientation;
    const Plane wanted =
        orientation == 1 ? fitted(expected(plain).luma, 96, 64) : upright(stored.luma, orientation);
    EXPECT_LT(difference(photo.image->luma, wanted).size, 4) << orientation;
  }
}

TEST(Heif, LooksAtThePrimaryPictureAndCountsThem) {
  const DecodedPhoto photo = decode_heif(test::make_heif({.pictures = 3}), {});
  EXPECT_TRUE(photo.image);
  EXPECT_EQ(photo.pictures, 3U);
}

TEST(Heif, EveryTruncationIsSaid) {
  for (const bool av1 : {false, true}) {
    const Bytes whole = test::make_heif({.av1 = av1});
    for (const std::size_t percent : {2U, 10U, 50U, 90U, 99U}) {
      const Bytes file = test::cut(whole, percent);
      const DecodedPhoto photo = decode_heif(file, {});
      ASSERT_EQ(photo.problems.size(), 1U) << percent;
      EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated) << percent;
      EXPECT_EQ(photo.problems[0].offset, file.size()) << percent;
    }
  }
}

// HEVC's entropy decoder notices that slices end elsewhere than they should. AV1's notices little:
// of damaged AV1 only what its headers say is certain.
TEST(Heif, DamageIsFound) {
  Bytes hevc = test::make_heif({});
  for (std::size_t i = hevc.size() - 2000; i < hevc.size() - 1900; ++i) hevc[i] ^= 0x5A;
  EXPECT_FALSE(decode_heif(hevc, {}).problems.empty());
  Bytes av1 = test::make_heif({.av1 = true});
  const Bytes name{'m', 'd', 'a', 't'};
  const auto data = std::search(av1.begin(), av1.end(), name.begin(), name.end());
  for (auto at = data + 4; at != data + 24; ++at) *at ^= 0xFF;
  const DecodedPhoto photo = decode_heif(av1, {});
  EXPECT_FALSE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
}

TEST(Heif, GivesHeaderFactsAloneOfAPhotoThatIsTooLarge) {
  const DecodedPhoto photo = decode_heif(test::make_heif({}), {.max_decode_megapixels = 0.001});
  EXPECT_FALSE(photo.image);
  EXPECT_TRUE(photo.problems.empty());
  EXPECT_EQ(photo.width, 160U);
  EXPECT_EQ(photo.height, 120U);
}

// The size stands outside the picture's own data too: lowering it must not let a large one through.
TEST(Heif, RefusesAPictureThatIsLargerThanTheFileSays) {
  for (const bool av1 : {false, true}) {
    Bytes file = test::make_heif({.width = 640, .height = 480, .av1 = av1});
    const Bytes name{'i', 's', 'p', 'e', 0, 0, 0, 0};
    const auto ispe = std::search(file.begin(), file.end(), name.begin(), name.end());
    ASSERT_NE(ispe, file.end());
    const Bytes small{0, 0, 0, 64, 0, 0, 0, 64};
    std::copy(small.begin(), small.end(), ispe + 8);
    const DecodedPhoto photo = decode_heif(file, {.max_decode_megapixels = 0.1});
    EXPECT_FALSE(photo.image) << av1;
    EXPECT_FALSE(photo.problems.empty()) << av1;
  }
}

TEST(Heif, ASizeThatNoPictureHasIsUndecodable) {
  Bytes file = test::make_heif({});
  const Bytes name{'i', 's', 'p', 'e', 0, 0, 0, 0};
  const auto ispe = std::search(file.begin(), file.end(), name.begin(), name.end());
  ASSERT_NE(ispe, file.end());
  std::fill(ispe + 8, ispe + 16, 0x7F);
  const DecodedPhoto photo = decode_heif(file, {});
  EXPECT_FALSE(photo.image);
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
}

TEST(Heif, AFileWithoutAPictureIsUndecodable) {
  const Bytes file{0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c',
                   0, 0, 0, 0,  'm', 'i', 'f', '1', 'h', 'e', 'i', 'c'};
  const DecodedPhoto photo = decode_heif(file, {});
  ASSERT_EQ(photo.problems.size(), 1U);
  EXPECT_EQ(photo.problems[0].kind, ProblemKind::kUndecodable);
}

}  // namespace
}  // namespace photosieve
