// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/dust.h"

#include <gtest/gtest.h>

#include <cmath>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kWidth = 640;
constexpr std::size_t kHeight = 480;

double spots(const Image& image) {
  const auto dust = measure_dust(image, survey(image.luma.view()));
  return dust ? dust->spots : -1;
}

double sky(double x, double y) {
  return 190 - y / 12 + x / 40;
}

// What is left of the light: a disc with a soft edge takes that share.
double shadow(double x, double y, double radius, double share) {
  const double away = std::hypot(x, y) / radius;
  return 1 - share * std::clamp((1.25 - away) / 0.5, 0.0, 1.0);
}

Image sky_with(double radius, double share, double noise = 1) {
  test::Random random(5);
  return test::coloured(test::plane(kWidth, kHeight,
                                    [&](double x, double y) {
                                      return sky(x, y) * shadow(x - 321, y - 203, radius, share) +
                                             noise * random.normal();
                                    }),
                        128, 128);
}

TEST(Dust, ASpeckInASkyIsSeenWhateverItsSize) {
  for (const double radius : {4.5, 7.0, 11.0, 17.0, 26.0, 36.0}) {
    const Image image = sky_with(radius, 0.1);
    EXPECT_NEAR(spots(image), 1, 0.3) << radius;
    const auto dust = measure_dust(image, survey(image.luma.view()));
    ASSERT_TRUE(dust && dust->region) << radius;
    EXPECT_NEAR(dust->region->x + dust->region->width / 2.0, 321, 4 + radius / 4);
    EXPECT_NEAR(dust->region->y + dust->region->height / 2.0, 203, 4 + radius / 4);
  }
}

TEST(Dust, SpecksAreCounted) {
  test::Random random(6);
  const Image image = test::grey(test::plane(kWidth, kHeight, [&](double x, double y) {
    double left = 1;
    for (int i = 0; i < 6; ++i) left *= shadow(x - 70 - 95 * i, y - 60 - 67 * i, 7 + i, 0.08);
    return sky(x, y) * left + random.normal();
  }));
  EXPECT_NEAR(spots(image), 6, 1);
}

TEST(Dust, ASkyHasNone) {
  for (const double noise : {0.0, 1.0, 4.0, 12.0}) EXPECT_EQ(spots(sky_with(9, 0, noise)), 0);
}

TEST(Dust, WhatIsNearlyBlackIsNone) {
  EXPECT_EQ(spots(sky_with(9, 0.7)), 0);
}

TEST(Dust, WhatIsBrighterIsNone) {
  EXPECT_EQ(spots(sky_with(9, -0.15)), 0);
}

TEST(Dust, WhatHasAnotherColourIsNone) {
  Image image = sky_with(20, 0.1);
  for (std::size_t y = 0; y < image.cb.height(); ++y)
    for (std::size_t x = 0; x < image.cb.width(); ++x)
      if (std::hypot(2.0 * static_cast<double>(x) - 321, 2.0 * static_cast<double>(y) - 203) < 20)
        image.cb.row(y)[x] = 150;
  EXPECT_EQ(spots(image), 0);
}

TEST(Dust, WhatIsNotRoundIsNone) {
  const Image image = test::grey(test::plane(kWidth, kHeight, [&](double x, double y) {
    return sky(x, y) * shadow((x - 321) / 3, y - 203, 9, 0.1);
  }));
  EXPECT_EQ(spots(image), 0);
}

TEST(Dust, ALineIsNone) {
  const Image image = test::grey(test::plane(kWidth, kHeight, [&](double x, double y) {
    return sky(x, y) * shadow(0, y - x / 3 - 100, 6, 0.1);
  }));
  EXPECT_EQ(spots(image), 0);
}

TEST(Dust, AnySizeMayCome) {
  for (const auto& [width, height] :
       {std::pair{1, 1}, {63, 400}, {64, 64}, {65, 3000}, {3000, 65}}) {
    const Image image =
        test::grey(test::plane(static_cast<std::size_t>(width), static_cast<std::size_t>(height),
                               [](double, double) { return 0; }));
    const auto dust = measure_dust(image, survey(image.luma.view()));
    EXPECT_EQ(dust.has_value(), std::min(width, height) >= 64) << width;
    EXPECT_EQ(dust.value_or(Dust{}).spots, 0);
  }
}

TEST(Dust, ASpeckAtTheSideDoesNoHarm) {
  for (const double x : {0.0, 5.0, 66.0, 132.0}) {
    const Image image = test::grey(test::plane(133, 131, [&](double column, double y) {
      return 180 * shadow(column - x, y - x, 12, 0.1);
    }));
    EXPECT_GE(spots(image), 0);
    EXPECT_LE(spots(image), 1.01);
  }
}

}  // namespace
}  // namespace photosieve
