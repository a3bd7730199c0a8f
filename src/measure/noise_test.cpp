// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/noise.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

std::optional<Noise> noise_of(const Image& image) {
  return measure_noise(image, survey(image.luma.view()));
}

TEST(Noise, IsTheStandardDeviationOfWhiteNoise) {
  for (const double sigma : {1.0, 2.0, 4.0, 8.0, 16.0}) {
    SCOPED_TRACE(sigma);
    test::Random random(21);
    const auto noise = noise_of(test::grey(
        test::plane(514, 514, [&](double, double) { return 128 + sigma * random.normal(); })));
    ASSERT_TRUE(noise);
    EXPECT_NEAR(noise->luma, sigma, 0.05 * sigma + 0.1);
    EXPECT_FALSE(noise->chroma);
  }
}

TEST(Noise, AGradientIsNoNoise) {
  const auto noise = noise_of(
      test::grey(test::plane(770, 770, [](double x, double y) { return 30 + (x + y) / 8; })));
  ASSERT_TRUE(noise);
  EXPECT_LT(noise->luma, 0.5);
}

TEST(Noise, IsTakenWhereThePhotoIsFlat) {
  // Strong texture on the left three quarters, sky with sigma 2 on the right.
  test::Random random(22);
  const auto noise = noise_of(test::grey(test::plane(1026, 770, [&](double x, double y) {
    const double texture = x < 768 ? 40 * std::sin(x / 2.0) * std::sin(y / 3.0) : 0;
    return 128 + texture + 2 * random.normal();
  })));
  ASSERT_TRUE(noise);
  EXPECT_NEAR(noise->luma, 2, 0.3);
  EXPECT_GE(noise->region.x, 704U);
}

TEST(Noise, TextureAllOverIsNotTakenForNoise) {
  // Random blotches of 5 pixels: every tile is textured, at a scale that noise does not have.
  test::Random random(23);
  const std::size_t size = 770;
  const Plane coarse = test::plane(size / 5 + 2, size / 5 + 2,
                                   [&](double, double) { return 128 + 40 * random.normal(); });
  const auto at = [&](double x, double y) {
    const auto column = static_cast<std::size_t>(x / 5);
    const auto row = static_cast<std::size_t>(y / 5);
    const double u = x / 5 - static_cast<double>(column);
    const double v = y / 5 - static_cast<double>(row);
    const auto pixel = [&](std::size_t dx, std::size_t dy) {
      return static_cast<double>(coarse.row(row + dy)[column + dx]);
    };
    return (1 - v) * ((1 - u) * pixel(0, 0) + u * pixel(1, 0)) +
           v * ((1 - u) * pixel(0, 1) + u * pixel(1, 1));
  };
  const auto noise = noise_of(test::grey(test::plane(size, size, at)));
  ASSERT_TRUE(noise);
  EXPECT_LT(noise->luma, 3);
}

TEST(Noise, ChromaIsTakenAtTheSizeItIsStoredIn) {
  test::Random random(24);
  Image image =
      test::coloured(test::plane(514, 514, [](double, double) { return 128.0; }), 128, 128);
  for (Plane* plane : {&image.cb, &image.cr})
    for (std::size_t y = 0; y < plane->height(); ++y)
      for (std::size_t x = 0; x < plane->width(); ++x)
        plane->row(y)[x] = test::level(128 + 3 * random.normal());
  const auto noise = noise_of(image);
  ASSERT_TRUE(noise);
  ASSERT_TRUE(noise->chroma);
  EXPECT_NEAR(*noise->chroma, 3, 0.3);
  EXPECT_LT(noise->luma, 0.1);
}

TEST(Noise, BlackWhiteAndTinyPhotosHaveNoPlaceToMeasureIt) {
  for (const double value : {0.0, 255.0})
    EXPECT_FALSE(
        noise_of(test::grey(test::plane(514, 514, [&](double, double) { return value; }))));
  EXPECT_FALSE(noise_of(test::grey(test::plane(100, 100, [](double, double) { return 99.0; }))));
}

}  // namespace
}  // namespace photosieve
