// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/survey.h"

#include <algorithm>

namespace photosieve {

Survey survey(const PlaneView& luma) {
  constexpr std::size_t side = Survey::kTileSize;
  Survey result;
  result.blocks_across = luma.width / Survey::kBlockSize;
  result.blocks_down = luma.height / Survey::kBlockSize;
  result.blocks.resize(result.blocks_across * result.blocks_down);
  // A tile reads one pixel beyond itself on each side.
  result.tiles_across = luma.width < side + 2 ? 0 : (luma.width - 2) / side;
  const std::size_t tiles_down = luma.height < side + 2 ? 0 : (luma.height - 2) / side;
  result.tiles.reserve(result.tiles_across * tiles_down);

  // Band by band, so that the second loop finds the rows in the cache.
  std::size_t next_block_row = 0;
  for (std::size_t y = 0; y < luma.height; y += side) {
    if (y / side < tiles_down)
      for (std::size_t column = 0; column < result.tiles_across; ++column)
        result.tiles.push_back({static_cast<std::uint32_t>(column * side + 1),
                                static_cast<std::uint32_t>(y + 1),
                                sum_detail(luma.row(y) + column * side, luma.stride, side, side)});
    const std::size_t end = std::min(result.blocks_down, (y + side) / Survey::kBlockSize);
    for (; next_block_row < end; ++next_block_row)
      sum_blocks(luma.row(next_block_row * Survey::kBlockSize), luma.stride, result.blocks_across,
                 result.blocks.data() + next_block_row * result.blocks_across);
  }
  return result;
}

}  // namespace photosieve
