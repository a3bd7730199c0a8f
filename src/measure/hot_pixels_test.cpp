// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/hot_pixels.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kSide = 640;  // 0.33 megapixels of tiles

Image ground(double noise) {
  test::Random random(5);
  return test::coloured(test::plane(kSide, kSide,
                                    [&](double x, double y) {
                                      return 60 + x / 64 + y / 80 + noise * random.normal();
                                    }),
                        128, 128);
}

// A red site: luma 0.3 of what it adds, half of it beside; its colour in the chroma of its place.
void light(Image& image, std::size_t x, std::size_t y, int luma, int red) {
  for (int down = -1; down <= 1; ++down) {
    for (int across = -1; across <= 1; ++across) {
      std::uint8_t& at = image.luma.row(y + static_cast<std::size_t>(down + 1) -
                                        1)[x + static_cast<std::size_t>(across + 1) - 1];
      const int share = (across == 0 ? 2 : 1) * (down == 0 ? 2 : 1);
      at = static_cast<std::uint8_t>(at + luma * share / 4);
    }
  }
  image.cr.row(y / 2)[x / 2] = static_cast<std::uint8_t>(128 + red);
}

std::optional<HotPixels> seen(const Image& image, double noise = 0) {
  return measure_hot_pixels(image, survey(image.luma.view()), noise);
}

void light_some(Image& image, int luma, int red) {
  for (std::size_t i = 0; i < 12; ++i) light(image, 40 + 47 * i, 570 - 43 * i, luma, red);
}

TEST(HotPixels, AreCountedAMegapixelWithAPlace) {
  for (const double noise : {0.0, 2.0}) {
    Image image = ground(noise);
    light_some(image, 60, 40);
    const auto found = seen(image, noise);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->per_megapixel, 12 / (81 * 4096e-6), 6) << noise;
    ASSERT_TRUE(found->region);
    EXPECT_EQ(found->region->width, 32U);
  }
}

TEST(HotPixels, NoiseStarsAndAFewSpecksAreNone) {
  EXPECT_EQ(seen(ground(4), 4)->per_megapixel, 0);
  Image stars = ground(1);
  light_some(stars, 120, 0);
  EXPECT_EQ(seen(stars, 1)->per_megapixel, 0);
  Image two = ground(1);
  light(two, 100, 100, 90, 40);
  light(two, 200, 300, 90, 40);
  EXPECT_EQ(seen(two, 1)->per_megapixel, 0);
}

TEST(HotPixels, ColouredDotsOfTwoPixelsAreThePicture) {
  Image image = ground(1);
  for (std::size_t i = 0; i < 12; ++i)
    for (std::size_t x = 0; x < 2; ++x) light(image, 40 + 47 * i + x, 570 - 43 * i, 90, 40);
  EXPECT_EQ(seen(image, 1)->per_megapixel, 0);
}

TEST(HotPixels, GreyTexturedAndSmallPhotosAreNotJudged) {
  Image image = ground(0);
  image.cb = Plane{};
  EXPECT_FALSE(seen(image));
  EXPECT_FALSE(seen(test::coloured(
      test::plane(kSide, kSide, [](double x, double y) { return test::squares(x, y, 1, 40, 200); }),
      128, 128)));
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 5000}, {70, 70}})
    EXPECT_FALSE(seen(test::coloured(
        test::plane(static_cast<std::size_t>(width), static_cast<std::size_t>(height),
                    [](double, double) { return 0; }),
        128, 128)));
}

}  // namespace
}  // namespace photosieve
