// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/dark_places.h"

#include <algorithm>
#include <array>

namespace photosieve {
namespace {

constexpr std::size_t kMostPlaces = 24;
constexpr std::int16_t kLeastDark = 2 * 20;  // sums of 32 pixels: 1.25 levels
constexpr int kLeastShare = 6;               // a 64th of the ground, as a power of 2
constexpr int kCalm = 2;                     // times darker than the ground is restless

// The rows of blocks that a row is compared with.
struct Rows {
  const std::uint16_t* middle;
  const std::uint16_t* above;
  const std::uint16_t* below;
  const std::uint16_t* upper;  // of the slanted pairs
  const std::uint16_t* lower;
};

// The lowest and the highest sum of a pair of opposite blocks. Sums of two blocks fit 16 bits.
struct Ground {
  std::int16_t low;
  std::int16_t high;
};

inline Ground ground_at(const Rows& rows, const Surroundings& around, std::size_t x) {
  const std::size_t d = around.reach;
  const std::size_t e = around.slant;
  const auto one = static_cast<std::int16_t>(rows.middle[x - d] + rows.middle[x + d]);
  const auto two = static_cast<std::int16_t>(rows.above[x] + rows.below[x]);
  const auto three = static_cast<std::int16_t>(rows.upper[x - e] + rows.lower[x + e]);
  const auto four = static_cast<std::int16_t>(rows.upper[x + e] + rows.lower[x - e]);
  const std::int16_t low = std::min(std::min(one, two), std::min(three, four));
  const std::int16_t high = std::max(std::max(one, two), std::max(three, four));
  return {low, high};
}

constexpr std::size_t kRun = 64;
using Run = std::array<std::int16_t, kRun>;

// How much darker than the ground each block of a run is, 0: it is not. Whether any is.
bool darkness(const Rows& rows, const Surroundings& around, std::size_t first, std::size_t count,
              Run& dark) {
  std::int16_t any = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Ground ground = ground_at(rows, around, first + i);
    const auto depth = static_cast<std::int16_t>(ground.low - 2 * rows.middle[first + i]);
    const auto apart = static_cast<std::int16_t>(kCalm * (ground.high - ground.low));
    const auto share = static_cast<std::int16_t>(ground.low >> kLeastShare);
    const std::int16_t least = std::max(std::max(kLeastDark, share), apart);
    dark[i] = depth >= least ? depth : std::int16_t{0};
    any = static_cast<std::int16_t>(any | dark[i]);
  }
  return any != 0;
}

}  // namespace

std::vector<DarkPlace> dark_places(const Survey& survey, const Surroundings& around) {
  const std::size_t d = around.reach;
  std::vector<DarkPlace> cells;
  if (survey.blocks_across < 2 * d + 1 || survey.blocks_down < 2 * d + 1) return cells;
  const std::size_t cells_across = survey.blocks_across / d + 1;
  cells.resize(cells_across * (survey.blocks_down / d + 1));
  const std::size_t end = survey.blocks_across - d;
  Run dark{};
  for (std::size_t y = d; y + d < survey.blocks_down; y += around.every) {
    const Rows rows{survey.block_row(y), survey.block_row(y - d), survey.block_row(y + d),
                    survey.block_row(y - around.slant), survey.block_row(y + around.slant)};
    for (std::size_t first = d; first < end; first += kRun) {
      const std::size_t count = std::min(kRun, end - first);
      if (!darkness(rows, around, first, count, dark)) continue;
      for (std::size_t i = 0; i < count; ++i) {
        if (dark[i] == 0) continue;
        const Ground ground = ground_at(rows, around, first + i);
        const DarkPlace found{first + i, y, dark[i], ground.high - ground.low + 1};
        DarkPlace& cell = cells[y / d * cells_across + (first + i) / d];
        if (cell.dark == 0 || found.clearer_than(cell)) cell = found;
      }
    }
  }
  std::erase_if(cells, [](const DarkPlace& place) { return place.dark == 0; });
  std::stable_sort(cells.begin(), cells.end(),
                   [](const DarkPlace& a, const DarkPlace& b) { return a.clearer_than(b); });
  if (cells.size() > kMostPlaces) cells.resize(kMostPlaces);
  return cells;
}

}  // namespace photosieve
