// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace photosieve {
namespace {

constexpr std::size_t kMargin = 16;
constexpr std::size_t kLongestSide = 128 + 2 * kMargin;

// The tile with its margins, as it stands or mirrored about the diagonal.
struct Window {
  std::array<std::array<std::uint8_t, kLongestSide>, kLongestSide> pixels;
  int width = 0;
  int height = 0;
  int first = 0;  // columns of the tile itself: [first, last)
  int last = 0;
  int top = 0;
  int bottom = 0;
};

using Line = std::array<std::int16_t, kLongestSide>;

// Where the run reaches `level`, between pixels; `from` and `to` are its ends.
float crossing(const Line& line, int from, int to, int sign, float level) {
  const auto level_at = [&](int x) {
    return static_cast<float>(sign * line[static_cast<std::size_t>(x)]);
  };
  int x = from;
  while (x < to && level_at(x + 1) < level) ++x;
  const float low = level_at(x);
  const float high = level_at(x + 1);
  return static_cast<float>(x) + (high > low ? (level - low) / (high - low) : 0.5F);
}

// Edges across one row; `line` is 4 times luma, averaged along the edge.
void scan_row(const Window& window, std::size_t row, double min_contrast,
              std::vector<Edge>& edges) {
  const auto& above = window.pixels[row - 1];
  const auto& here = window.pixels[row];
  const auto& below = window.pixels[row + 1];
  Line line;
  for (std::size_t x = 0; x < static_cast<std::size_t>(window.width); ++x)
    line[x] = static_cast<std::int16_t>(above[x] + 2 * here[x] + below[x]);

  const auto at = [&](int x) { return int{line[static_cast<std::size_t>(x)]}; };
  const int needed = static_cast<int>(4 * min_contrast);
  std::int16_t darkest = line[0];
  std::int16_t brightest = line[0];
  for (std::size_t x = 0; x < static_cast<std::size_t>(window.width); ++x) {
    darkest = std::min(darkest, line[x]);
    brightest = std::max(brightest, line[x]);
  }
  if (brightest - darkest < needed) return;  // too flat for any edge
  int x = window.first;
  while (x < window.last - 1) {
    const int step = at(x + 1) - at(x);
    if (step == 0) {
      ++x;
      continue;
    }
    const int sign = step > 0 ? 1 : -1;
    // The whole run, also its part before the tile.
    int from = x;
    while (from > 0 && sign * (at(from) - at(from - 1)) > 0) --from;
    int to = x + 1;
    while (to + 1 < window.width && sign * (at(to + 1) - at(to)) > 0) ++to;
    x = to;
    const int rise = sign * (at(to) - at(from));
    if (rise < needed) continue;
    // A run cut off by the window's border has no known width.
    if (from == 0 || to == window.width - 1) continue;
    const auto low = static_cast<float>(sign * at(from));
    const float tenth = low + 0.1F * static_cast<float>(rise);
    const float nine_tenths = low + 0.9F * static_cast<float>(rise);
    const float start = crossing(line, from, to - 1, sign, tenth);
    const float end = crossing(line, from, to - 1, sign, nine_tenths);
    // Slanting edges look wider than they are: the rise in the middle must be across, not along.
    const int middle = static_cast<int>(0.5F * (start + end));
    const auto m = static_cast<std::size_t>(middle);
    const int along = std::abs(below[m] - above[m]) + std::abs(below[m + 1] - above[m + 1]);
    const int across = std::abs(at(middle + 1) - at(middle));  // 4 times a pixel's step
    if (2 * along > across) continue;  // steeper than 1 : 2 (along is 4 times a pixel's step too)
    edges.push_back({end - start, static_cast<float>(rise) * 0.25F});
  }
}

}  // namespace

void find_edges(const PlaneView& luma, const Region& tile, double min_contrast,
                std::vector<Edge>& edges) {
  const std::size_t left = tile.x < kMargin ? 0 : tile.x - kMargin;
  const std::size_t top = tile.y < kMargin ? 0 : tile.y - kMargin;
  const std::size_t right = std::min<std::size_t>(luma.width, tile.x + tile.width + kMargin);
  const std::size_t bottom = std::min<std::size_t>(luma.height, tile.y + tile.height + kMargin);
  if (right - left > kLongestSide || bottom - top > kLongestSide) return;

  Window window;
  for (const bool turned : {false, true}) {
    for (std::size_t y = top; y < bottom; ++y) {
      const std::uint8_t* row = luma.row(y) + left;
      if (!turned) {
        std::memcpy(window.pixels[y - top].data(), row, right - left);
      } else {
        for (std::size_t x = 0; x < right - left; ++x) window.pixels[x][y - top] = row[x];
      }
    }
    const auto across = static_cast<int>(right - left);
    const auto down = static_cast<int>(bottom - top);
    const auto in_x = static_cast<int>(tile.x - left);
    const auto in_y = static_cast<int>(tile.y - top);
    window.width = turned ? down : across;
    window.height = turned ? across : down;
    window.first = turned ? in_y : in_x;
    window.last = window.first + static_cast<int>(turned ? tile.height : tile.width);
    window.top = std::max(1, turned ? in_x : in_y);
    window.bottom =
        std::min(window.height - 1,
                 (turned ? in_x : in_y) + static_cast<int>(turned ? tile.width : tile.height));
    for (int y = window.top; y < window.bottom; ++y)
      scan_row(window, static_cast<std::size_t>(y), min_contrast, edges);
  }
}

}  // namespace photosieve
