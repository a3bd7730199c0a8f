// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fine_detail.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

TEST(FineDetail, LiesOnTheSharpSubject) {
  const Plane plane = test::plane(1024, 1024, [](double x, double y) {
    const bool subject = x >= 448 && x < 768 && y >= 320 && y < 640;
    return test::squares(x, y, subject ? 0.5 : 6.0, 40, 200);
  });
  const Survey all = survey(plane.view());
  const auto tiles = find_fine_detail(plane.view(), all, 0);
  ASSERT_EQ(tiles.size(), 24U);  // of 225
  for (const DetailedTile& tile : tiles) {
    EXPECT_GE(all.tiles[tile.tile].x + 64, 448U);
    EXPECT_LE(all.tiles[tile.tile].x, 768U);
  }
  EXPECT_FALSE(tiles[0].edges.empty());
  EXPECT_GT(tiles[0].spectrum.band(4, 10), 0);
}

TEST(FineDetail, NoiseRaisesWhatCountsAsAnEdge) {
  const Plane plane =
      test::plane(400, 400, [](double x, double y) { return test::squares(x, y, 0.5, 100, 140); });
  const Survey all = survey(plane.view());
  const auto edges = [&](double noise) {
    std::size_t count = 0;
    for (const auto& tile : find_fine_detail(plane.view(), all, noise)) count += tile.edges.size();
    return count;
  };
  EXPECT_GT(edges(0), 0U);
  EXPECT_EQ(edges(6), 0U);
}

TEST(FineDetail, APhotoSmallerThanATileHasNone) {
  const Plane plane = test::plane(60, 60, [](double x, double) { return x; });
  EXPECT_TRUE(find_fine_detail(plane.view(), survey(plane.view()), 0).empty());
}

}  // namespace
}  // namespace photosieve
