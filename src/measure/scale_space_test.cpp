// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/scale_space.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace photosieve {
namespace {

FloatPlane point(std::size_t width, std::size_t height, float level) {
  FloatPlane plane(width, height);
  plane.row(height / 2)[width / 2] = level;
  return plane;
}

// The variance of a blurred point along a row, in pixels squared.
double spread_of(const FloatPlane& plane) {
  double sum = 0;
  double square = 0;
  for (std::size_t y = 0; y < plane.height; ++y) {
    for (std::size_t x = 0; x < plane.width; ++x) {
      const double off = static_cast<double>(x) - static_cast<double>(plane.width / 2);
      sum += plane.at(x, y);
      square += plane.at(x, y) * off * off;
    }
  }
  return square / sum;
}

TEST(Blurring, KeepsTheSumAndSpreadsByItsSigma) {
  const FloatPlane result = blurred(point(61, 61, 100), 3);
  EXPECT_NEAR(std::accumulate(result.values.begin(), result.values.end(), 0.0), 100, 0.01);
  EXPECT_NEAR(std::sqrt(spread_of(result)), 3, 0.1);
}

TEST(Blurring, LeavesAnEvenPictureEvenUpToItsBorders) {
  FloatPlane even(20, 3);
  std::fill(even.values.begin(), even.values.end(), 50.0F);
  for (const float value : blurred(even, 4).values) EXPECT_NEAR(value, 50, 1e-3);
}

TEST(ScaleSpaces, HaveLevelsBlurredByTheirSigmas) {
  const ScaleSpace space(point(128, 128, 1000), 3);
  ASSERT_EQ(space.octaves().size(), 3U);
  EXPECT_EQ(space.octaves()[2][0].width, 32U);
  for (std::size_t i = 0; i < ScaleSpace::kLevels; ++i) {
    const double sigma = 1.6 * std::exp2(static_cast<double>(i) / 3);
    // A point is sharper than a picture is taken to be.
    EXPECT_NEAR(std::sqrt(spread_of(space.octaves()[0][i]) + 0.25), sigma, 0.1) << i;
  }
}

TEST(ScaleSpaces, StopWhereThePictureIsSmall) {
  EXPECT_EQ(ScaleSpace(FloatPlane(200, 40), 9).octaves().size(), 2U);
  EXPECT_TRUE(ScaleSpace(FloatPlane(200, 15), 9).octaves().empty());
}

TEST(ScaleSpaces, GiveValuesBetweenPixelsAtAnyScale) {
  FloatPlane slope(200, 100);
  for (std::size_t y = 0; y < 100; ++y)
    for (std::size_t x = 0; x < 200; ++x) slope.row(y)[x] = static_cast<float>(x);
  const ScaleSpace space(slope, 3);
  for (const float sigma : {0.5F, 1.6F, 2.5F, 3.9F, 6.0F})
    EXPECT_NEAR(space.value(80.5F, 50.25F, sigma), 80.5, 0.05) << sigma;
  EXPECT_EQ(FloatPlane(5, 5).between(-3, 9), 0);
}

}  // namespace
}  // namespace photosieve
