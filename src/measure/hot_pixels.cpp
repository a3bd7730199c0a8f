// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/hot_pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "measure/smooth_tiles.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostTiles = 256;
constexpr std::size_t kFewestPixels = 100'000;
constexpr int kSmoothRange = 24;  // levels, of the tile's 4 x 4 means
constexpr int kLeastAbove = 10;   // levels of luma; a blue site has a ninth of its own
constexpr double kAboveNoise = 6;
constexpr int kEvenRing = 8;  // levels
constexpr double kEvenNoise = 5;
constexpr int kLeastChroma = 5;   // levels, Cb and Cr together
constexpr std::size_t kAway = 4;  // pixels, to the chroma of the ground
constexpr std::size_t kFewest = 3;
constexpr std::uint32_t kAround = 32;

constexpr std::size_t kSide = Survey::kTileSize;

struct Ring {
  int lowest;
  int highest;
};

// The eight places at a distance of two.
Ring ring_of(const std::uint8_t* at, std::ptrdiff_t stride) {
  const std::array<int, 8> values{at[-2],
                                  at[2],
                                  at[-2 * stride],
                                  at[2 * stride],
                                  at[-2 * stride - 2],
                                  at[-2 * stride + 2],
                                  at[2 * stride - 2],
                                  at[2 * stride + 2]};
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  return {*lowest, *highest};
}

bool above_neighbours(const std::uint8_t* at, std::ptrdiff_t stride) {
  const int here = *at;
  for (const std::ptrdiff_t row : {-stride, std::ptrdiff_t{0}, stride})
    for (std::ptrdiff_t x = -1; x <= 1; ++x)
      if ((row != 0 || x != 0) && at[row + x] >= here) return false;
  return true;
}

// How far the colour of a pixel is from that of its ground, by the nearest of two planes' pixels.
class Colour {
 public:
  explicit Colour(const Image& image)
      : image_(image),
        shrink_x_((image.width() + image.cb.width() - 1) / image.cb.width()),
        shrink_y_((image.height() + image.cb.height() - 1) / image.cb.height()) {}

  [[nodiscard]] int apart(std::size_t x, std::size_t y) const {
    return apart(image_.cb, x, y) + apart(image_.cr, x, y);
  }

 private:
  [[nodiscard]] int at(const Plane& plane, std::size_t x, std::size_t y) const {
    return plane.row(
        std::min(y / shrink_y_, plane.height() - 1))[std::min(x / shrink_x_, plane.width() - 1)];
  }
  [[nodiscard]] int apart(const Plane& plane, std::size_t x, std::size_t y) const {
    const int ground = at(plane, x - std::min(x, kAway), y) + at(plane, x + kAway, y) +
                       at(plane, x, y - std::min(y, kAway)) + at(plane, x, y + kAway);
    return std::abs(4 * at(plane, x, y) - ground) / 4;
  }

  const Image& image_;
  std::size_t shrink_x_;
  std::size_t shrink_y_;
};

Region around(const Image& image, std::uint32_t x, std::uint32_t y) {
  const std::uint32_t left = x - std::min(x, kAround / 2);
  const std::uint32_t top = y - std::min(y, kAround / 2);
  return {left, top, std::min(kAround, static_cast<std::uint32_t>(image.width()) - left),
          std::min(kAround, static_cast<std::uint32_t>(image.height()) - top)};
}

}  // namespace

std::optional<HotPixels> measure_hot_pixels(const Image& image, const Survey& survey,
                                            double noise_sigma) {
  if (image.grey()) return std::nullopt;
  const std::vector<std::size_t> tiles = smooth_tiles(survey, kSmoothRange, kMostTiles);
  if (tiles.size() * Survey::kTilePixels < kFewestPixels) return std::nullopt;
  const int least = std::max(kLeastAbove, static_cast<int>(std::lround(kAboveNoise * noise_sigma)));
  const int even = std::max(kEvenRing, static_cast<int>(std::lround(kEvenNoise * noise_sigma)));
  const Colour colour(image);
  const auto stride = static_cast<std::ptrdiff_t>(image.luma.stride());
  std::size_t seen = 0;
  int clearest = 0;
  HotPixels result;
  for (const std::size_t i : tiles) {
    const Tile& tile = survey.tiles[i];
    const std::size_t last_y = std::min(std::size_t{tile.y} + kSide, image.height() - 2);
    const std::size_t last_x = std::min(std::size_t{tile.x} + kSide, image.width() - 2);
    for (std::size_t y = std::max<std::size_t>(tile.y, 2); y < last_y; ++y) {
      const std::uint8_t* row = image.luma.row(y);
      for (std::size_t x = std::max<std::size_t>(tile.x, 2); x < last_x; ++x) {
        const int here = row[x];
        if (here < row[x - 2] + least || here < row[x + 2] + least) continue;
        const Ring ring = ring_of(row + x, stride);
        if (here < ring.highest + least || ring.highest - ring.lowest > even) continue;
        if (!above_neighbours(row + x, stride) || colour.apart(x, y) < kLeastChroma) continue;
        ++seen;
        if (here - ring.highest <= clearest) continue;
        clearest = here - ring.highest;
        result.region = around(image, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y));
      }
    }
  }
  if (seen < kFewest) return HotPixels{};
  result.per_megapixel =
      static_cast<double>(seen) * 1e6 / static_cast<double>(tiles.size() * Survey::kTilePixels);
  return result;
}

}  // namespace photosieve
