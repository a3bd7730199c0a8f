// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/sharpness.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

Plane squares(double sigma) {
  return test::plane(768, 768,
                     [&](double x, double y) { return test::squares(x, y, sigma, 40, 200); });
}

std::optional<Sharpness> sharpness_of(const Plane& plane, double noise = 0) {
  const Survey all = survey(plane.view());
  return measure_sharpness(find_fine_detail(plane.view(), all, noise), all, noise);
}

TEST(Sharpness, PointsFallAndEdgesWidenWithBlur) {
  double points = 101;
  double width = 0;
  for (const double sigma : {0.0, 0.5, 0.8, 1.2, 2.0, 3.0}) {
    SCOPED_TRACE(sigma);
    const auto result = sharpness_of(squares(sigma));
    ASSERT_TRUE(result);
    EXPECT_LT(result->points, points);
    EXPECT_GT(result->edge_width, width);
    points = result->points;
    width = result->edge_width;
  }
}

TEST(Sharpness, ASharpSubjectBeforeASoftBackgroundIsSharp) {
  const Plane plane = test::plane(1024, 1024, [](double x, double y) {
    const bool subject = x >= 448 && x < 640 && y >= 320 && y < 512;
    return test::squares(x, y, subject ? 0.5 : 6.0, 40, 200);
  });
  const auto result = sharpness_of(plane);
  ASSERT_TRUE(result);
  EXPECT_LT(result->edge_width, 2.0);
  EXPECT_GE(result->region.x + result->region.width, 448U);
  EXPECT_LE(result->region.x, 640U);
  EXPECT_GE(result->region.y + result->region.height, 320U);
  EXPECT_LE(result->region.y, 512U);
}

TEST(Sharpness, NoiseOverASoftPhotoIsNotSharpness) {
  test::Random random(11);
  const Plane plane = test::plane(768, 768, [&](double x, double y) {
    return test::squares(x, y, 2.5, 40, 200) + 5 * random.normal();
  });
  const auto result = sharpness_of(plane, 5);
  ASSERT_TRUE(result);
  EXPECT_GT(result->edge_width, 4.0);
}

TEST(Sharpness, FogAndPlainSkyHaveNoEdgesAndAreNotJudged) {
  test::Random random(12);
  const Plane fog = test::plane(768, 768, [&](double x, double y) {
    return 120 + 30 * std::sin(x / 90) + 20 * std::sin(y / 110) + random.normal();
  });
  EXPECT_FALSE(sharpness_of(fog, 1));
}

TEST(Sharpness, APhotoSmallerThanATileIsNotJudged) {
  EXPECT_FALSE(sharpness_of(test::plane(60, 60, [](double x, double) { return x; })));
}

TEST(Sharpness, AFewContrastyEdgesAreEnough) {
  // A kite in the sky: one square of 40 pixels in a photo of 1,000.
  const Plane kite = test::plane(1000, 1000, [](double x, double y) {
    return x > 500 && x < 540 && y > 300 && y < 340 ? 30.0 : 180.0;
  });
  const auto result = sharpness_of(kite);
  ASSERT_TRUE(result);
  EXPECT_LT(result->edge_width, 1.5);
}

TEST(SharpArea, IsTheShareOfTexturedTilesThatAreSharp) {
  const auto area = [](auto value) {
    const Plane plane = test::plane(770, 770, value);
    return measure_sharp_area(survey(plane.view()), 0);
  };
  const auto texture = [](double x, double y, double sigma) {
    return test::squares(x, y, sigma, 40, 200);
  };
  EXPECT_GT(area([&](double x, double y) { return texture(x, y, 0); }), 90);
  EXPECT_LT(area([&](double x, double y) { return texture(x, y, 4); }), 5);
  const auto half = area([&](double x, double y) { return texture(x, y, x < 384 ? 0.0 : 4.0); });
  ASSERT_TRUE(half);
  EXPECT_NEAR(*half, 50, 10);
  EXPECT_FALSE(area([](double, double) { return 128.0; }));
}

}  // namespace
}  // namespace photosieve
