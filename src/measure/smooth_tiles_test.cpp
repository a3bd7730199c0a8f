// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/smooth_tiles.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

TEST(SmoothTiles, AreThoseWithoutContrast) {
  // The left half is plain, the right one striped.
  const Plane plane = test::plane(642, 322, [](double x, double) {
    return x < 321 ? 100.0 : 100.0 + (std::fmod(x, 40) < 20 ? 0.0 : 60.0);
  });
  const Survey all = survey(plane.view());
  ASSERT_EQ(all.tiles_across, 10U);
  const auto tiles = smooth_tiles(all, 24, 1000);
  EXPECT_EQ(tiles.size(), 25U);
  for (const std::size_t i : tiles) EXPECT_LT(i % 10, 5U);
  EXPECT_EQ(smooth_tiles(all, 100, 1000).size(), 50U);
}

TEST(SmoothTiles, OfTooManySomeAreTakenEvenly) {
  const Plane plane = test::plane(642, 322, [](double, double) { return 80; });
  const auto tiles = smooth_tiles(survey(plane.view()), 24, 10);
  ASSERT_EQ(tiles.size(), 10U);
  EXPECT_EQ(tiles.front(), 0U);
  EXPECT_EQ(tiles.back(), 45U);
}

TEST(SmoothTiles, APhotoWithoutTilesHasNone) {
  const Plane plane = test::plane(40, 40, [](double, double) { return 80; });
  EXPECT_TRUE(smooth_tiles(survey(plane.view()), 24, 10).empty());
}

}  // namespace
}  // namespace photosieve
