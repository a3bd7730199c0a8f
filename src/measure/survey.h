// Survey: one walk over the luma of a photo, from which all measures start.
//
// Input    a luma plane of at least 66 x 66 pixels; a smaller one gives a survey without tiles.
// Tiles    squares of 64 pixels in reading order, from (1, 1), so that each has a neighbour on
//          every side; what is left over at the right and the bottom is left out (at most 64
//          pixels; nothing else of the photo is).
// Blocks   means of 4 x 4 pixels as sums (0 to 4,080), row by row; a rest of up to 3 pixels at the
//          right and the bottom is left out.
// Memory   an eighth of the luma plane. Cost: one pass through memory, 64 rows at a time.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "measure/kernels.h"
#include "model/image.h"

namespace photosieve {

struct Tile {
  std::uint32_t x = 0;  // of its first pixel
  std::uint32_t y = 0;
  DetailSums detail;
};

struct Survey {
  static constexpr std::size_t kTileSize = 64;
  static constexpr std::size_t kTilePixels = kTileSize * kTileSize;
  static constexpr std::size_t kBlockSize = 4;
  static constexpr unsigned kBlockPixels = 16;

  std::vector<Tile> tiles;
  std::size_t tiles_across = 0;
  std::vector<std::uint16_t> blocks;
  std::size_t blocks_across = 0;
  std::size_t blocks_down = 0;

  [[nodiscard]] const std::uint16_t* block_row(std::size_t y) const {
    return blocks.data() + y * blocks_across;
  }
};

[[nodiscard]] Survey survey(const PlaneView& luma);

}  // namespace photosieve
