// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/dark_places.h"

#include <gtest/gtest.h>

#include <cmath>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr Surroundings kNear{3, 2, 1};

std::vector<DarkPlace> found(std::size_t width, std::size_t height, double step) {
  const Image image = test::grey(test::plane(width, height, [&](double x, double y) {
    const bool dark = std::hypot(x - 102, y - 86) < 6;
    return 100 + x / 8 + (dark ? step : 0);
  }));
  return dark_places(survey(image.luma.view()), kNear);
}

TEST(DarkPlaces, AreDarkerThanASlopeAroundThem) {
  const auto places = found(240, 200, -12);
  ASSERT_FALSE(places.empty());
  EXPECT_NEAR(static_cast<double>(places[0].x), 102 / 4, 1);
  EXPECT_NEAR(static_cast<double>(places[0].y), 86 / 4, 1);
  EXPECT_NEAR(places[0].dark, 12 * 32, 2 * 32);
}

TEST(DarkPlaces, ThereAreNoneOnASlopeNorWhereItIsBrighter) {
  EXPECT_TRUE(found(240, 200, 0).empty());
  EXPECT_TRUE(found(240, 200, 12).empty());
}

TEST(DarkPlaces, APictureWithoutSurroundingsHasNone) {
  EXPECT_TRUE(found(1, 1, -12).empty());
  EXPECT_TRUE(found(24, 3000, -12).empty());
}

}  // namespace
}  // namespace photosieve
