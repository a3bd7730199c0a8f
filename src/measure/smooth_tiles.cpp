// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/smooth_tiles.h"

#include <algorithm>

namespace photosieve {
namespace {

constexpr std::size_t kBlocks = Survey::kTileSize / Survey::kBlockSize;

// Largest less smallest sum of 4 x 4 pixels. The tile's blocks are those that begin in it, a pixel
// off.
int range_of(const Survey& survey, std::size_t tile) {
  const std::size_t first_x = tile % survey.tiles_across * kBlocks;
  const std::size_t first_y = tile / survey.tiles_across * kBlocks;
  int lowest = 256 * static_cast<int>(Survey::kBlockPixels);
  int highest = 0;
  for (std::size_t y = 0; y < kBlocks; ++y) {
    const std::uint16_t* row = survey.block_row(first_y + y) + first_x;
    for (std::size_t x = 0; x < kBlocks; ++x) {
      lowest = std::min(lowest, int{row[x]});
      highest = std::max(highest, int{row[x]});
    }
  }
  return highest - lowest;
}

}  // namespace

std::vector<std::size_t> smooth_tiles(const Survey& survey, int range, std::size_t most) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < survey.tiles.size(); ++i)
    if (range_of(survey, i) <= range * static_cast<int>(Survey::kBlockPixels)) all.push_back(i);
  if (all.size() <= most) return all;
  std::vector<std::size_t> some(most);
  for (std::size_t i = 0; i < most; ++i) some[i] = all[i * all.size() / most];
  return some;
}

}  // namespace photosieve
