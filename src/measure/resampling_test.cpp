// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/resampling.h"

#include <gtest/gtest.h>

#include <cmath>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kWidth = 1200;
constexpr std::size_t kHeight = 900;
constexpr double kUsual = 6;

// A subject with grain.
Plane taken(std::size_t width, std::size_t height) {
  test::Random random(3);
  return test::plane(width, height, [&](double x, double y) {
    return 120 + 50 * std::sin(x / 17 + std::cos(y / 23)) + 4 * random.normal();
  });
}

// By straight lines between the pixels, centres upon centres.
Plane enlarged(double factor) {
  const Plane small = taken(static_cast<std::size_t>(kWidth / factor) + 2,
                            static_cast<std::size_t>(kHeight / factor) + 2);
  return test::plane(kWidth, kHeight, [&](double x, double y) {
    const double from_x = std::max(0.0, (x + 0.5) / factor - 0.5);
    const double from_y = std::max(0.0, (y + 0.5) / factor - 0.5);
    const auto left = static_cast<std::size_t>(from_x);
    const auto top = static_cast<std::size_t>(from_y);
    const double right = from_x - static_cast<double>(left);
    const double below = from_y - static_cast<double>(top);
    const auto row = [&](std::size_t at) {
      return (1 - right) * small.row(at)[left] + right * small.row(at)[left + 1];
    };
    return (1 - below) * row(top) + below * row(top + 1);
  });
}

double strength(const Plane& luma) {
  return measure_resampling(luma.view(), {}).value_or(-1);
}

TEST(Resampling, IsStrongInAnEnlargedPhoto) {
  for (const double factor : {1.25, 1.5, 1.7, 2.0, 3.0})
    EXPECT_GT(strength(enlarged(factor)), 2 * kUsual) << factor;
}

TEST(Resampling, IsWeakInAPhotoAsTaken) {
  EXPECT_GT(strength(taken(kWidth, kHeight)), 0);
  EXPECT_LT(strength(taken(kWidth, kHeight)), kUsual);
}

TEST(Resampling, SmallOrFlatPicturesHaveNoValue) {
  EXPECT_EQ(strength(taken(511, 900)), -1);
  EXPECT_EQ(strength(test::plane(kWidth, kHeight,
                                 [](double x, double y) {
                                   return std::fmod(x, 70.0) < 35 && y < 400 ? 40.0 : 200.0;
                                 })),
            -1);
}

}  // namespace
}  // namespace photosieve
