// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/survey.h"

#include <gtest/gtest.h>

#include "measure/kernels_plain.h"
#include "measure/test_pictures.h"

namespace photosieve {
namespace {

struct SizeCase {
  std::size_t width, height;
  std::size_t tiles_across, tiles, blocks_across, blocks_down;
};

TEST(Survey, CoversWholeTilesThatHaveNeighboursAndWholeBlocks) {
  const SizeCase cases[] = {
      {1, 1, 0, 0, 0, 0},       {3, 200, 0, 0, 0, 50},   {65, 65, 0, 0, 16, 16},
      {66, 66, 1, 1, 16, 16},   {130, 66, 2, 2, 32, 16}, {129, 194, 1, 3, 32, 48},
      {200, 131, 3, 6, 50, 32},
  };
  for (const SizeCase& c : cases) {
    SCOPED_TRACE(testing::Message() << c.width << " x " << c.height);
    const Plane plane = test::plane(c.width, c.height, [](double x, double) { return x; });
    const Survey result = survey(plane.view());
    EXPECT_EQ(result.tiles.size(), c.tiles);
    EXPECT_EQ(result.blocks_across, c.blocks_across);
    EXPECT_EQ(result.blocks_down, c.blocks_down);
    EXPECT_EQ(result.blocks.size(), c.blocks_across * c.blocks_down);
    EXPECT_TRUE(c.tiles == 0 || result.tiles_across == c.tiles_across);
  }
}

TEST(Survey, EveryTileAndBlockIsTakenFromItsOwnPlace) {
  test::Random random(7);
  const Plane plane = test::plane(
      330, 263, [&](double, double) { return static_cast<double>(random.next() % 256); });
  const PlaneView view = plane.view();
  const Survey result = survey(view);
  for (const Tile& tile : result.tiles) {
    EXPECT_EQ(tile.detail, plain::sum_detail(view.row(tile.y - 1) + tile.x - 1, view.stride,
                                             Survey::kTileSize, Survey::kTileSize));
  }
  for (std::size_t y = 0; y < result.blocks_down; ++y) {
    for (std::size_t x = 0; x < result.blocks_across; ++x) {
      std::uint16_t expected = 0;
      plain::sum_blocks(view.row(4 * y) + 4 * x, view.stride, 1, &expected);
      ASSERT_EQ(result.block_row(y)[x], expected) << x << ", " << y;
    }
  }
}

}  // namespace
}  // namespace photosieve
