// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/block_grid.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(BlockGrid, BeginsWhereTheFilesUpperLeftCornerLies) {
  struct Case {
    int orientation;
    std::size_t x;
    std::size_t y;
    bool turned;
  };
  // The picture is 21 wide and 18 high: 5 and 2 pixels more than whole blocks.
  const Case cases[] = {
      {1, 0, 0, false}, {2, 5, 0, false}, {3, 5, 2, false}, {4, 0, 2, false},
      {5, 0, 0, true},  {6, 5, 0, true},  {7, 5, 2, true},  {8, 0, 2, true},
  };
  for (const Case& c : cases) {
    const BlockGrid grid = block_grid({nullptr, 21, 18, 64}, c.orientation);
    EXPECT_EQ(grid.x, c.x) << c.orientation;
    EXPECT_EQ(grid.y, c.y) << c.orientation;
    EXPECT_EQ(grid.turned, c.turned) << c.orientation;
  }
}

}  // namespace
}  // namespace photosieve
