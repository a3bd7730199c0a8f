// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/banding.h"

#include <gtest/gtest.h>

#include <cmath>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kSide = 512;

// Hills of light from 20 to 230, as smooth as a sky.
double hills(double x, double y) {
  return 125 + 60 * std::sin(x / 90) + 45 * std::cos(y / 70 + x / 200);
}

double in_steps(double value, double step) {
  return std::round(value / step) * step;
}

double levels_apart(double step, double noise) {
  test::Random random(7);
  return measure_banding(test::grey(test::plane(kSide, kSide,
                                                [&](double x, double y) {
                                                  return in_steps(hills(x, y), step) +
                                                         noise * random.normal();
                                                })))
      .value_or(-1);
}

TEST(Banding, IsTheDistanceOfTheTonesThatAreLeft) {
  for (const double step : {255.0 / 31, 8.0, 16.0, 17.0, 255.0 / 7, 32.0})
    for (const double noise : {0.0, 1.0})
      EXPECT_NEAR(levels_apart(step, noise), step, 0.2 + 0.03 * step) << noise;
}

TEST(Banding, IsOneWhereNothingIsMissing) {
  EXPECT_EQ(levels_apart(1, 0), 1);
  EXPECT_EQ(levels_apart(1, 3), 1);
}

TEST(Banding, IsSeenInGreenOfAColouredPhoto) {
  const Image image = test::coloured(
      test::plane(kSide, kSide, [](double x, double y) { return in_steps(hills(x, y), 16); }), 110,
      150);
  EXPECT_NEAR(measure_banding(image).value_or(-1), 16, 0.6);
}

TEST(Banding, GraphicsOfAFewColoursHaveNone) {
  const double tones[] = {20, 61, 140, 155, 228};
  const Image image = test::grey(test::plane(kSide, kSide, [&](double x, double y) {
    return tones[static_cast<std::size_t>(x / 60 + y / 45) % std::size(tones)];
  }));
  EXPECT_EQ(measure_banding(image), 1);
}

TEST(Banding, BlackAndWhiteTellNothing) {
  const auto of = [](double level) {
    return measure_banding(
        test::grey(test::plane(kSide, kSide, [&](double, double) { return level; })));
  };
  EXPECT_EQ(of(0), std::nullopt);
  EXPECT_EQ(of(255), std::nullopt);
  EXPECT_EQ(of(128), 1);
}

}  // namespace
}  // namespace photosieve
