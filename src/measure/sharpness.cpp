// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/sharpness.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace photosieve {
namespace {

constexpr std::size_t kFewestEdges = 64;
constexpr double kPercentile = 0.01;
constexpr double kWidthOf100Points = 1.0;
constexpr double kWidthOf0Points = 10.0;

// The fall of power from 0.075-0.2 to 0.35-0.5 cycles a pixel, in the sharpest quarter of the
// tiles.
constexpr std::size_t kLowFirst = 3;
constexpr std::size_t kLowLast = 8;
constexpr std::size_t kHighFirst = 14;
constexpr std::size_t kHighLast = 20;
constexpr double kSharpestShare = 0.75;
constexpr double kFloor = 10;       // of power: a fifth of what rounding to levels has
constexpr double kMostNoise = 0.5;  // of the high band's power; with more it says nothing
// Where all is far out of focus both bands are empty, and their ratio says nothing.
constexpr double kLeastOfEdges = 0.6;
constexpr double kNarrowestDetail = 0.36;  // pixels: whatever is sharper than sampling allows

// A tile counts as textured from this standard deviation of its 4 x 4 means on.
constexpr double kTextured = 6;  // levels
constexpr double kSharpRatio = 0.35;

constexpr std::size_t kBlocksInTile = Survey::kTileSize / Survey::kBlockSize;

float percentile(std::vector<float>& widths, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(widths.size()));
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(index),
                   widths.end());
  return widths[index];
}

// The tile with the largest number of edges no wider than the photo's own.
std::size_t sharpest(const std::vector<DetailedTile>& tiles, float width) {
  std::size_t best = 0;
  std::ptrdiff_t most = -1;
  for (const DetailedTile& tile : tiles) {
    const auto count = std::count_if(tile.edges.begin(), tile.edges.end(),
                                     [&](const Edge& edge) { return edge.width <= width; });
    if (count > most) {
      most = count;
      best = tile.tile;
    }
  }
  return best;
}

// As wide as a Gaussian edge whose spectrum falls as the photo's does beyond that of sharp scenes
// (power as 1 / f^2; Field, 1987). Nothing where noise hides the high band.
std::optional<double> detail_width(const std::vector<DetailedTile>& tiles, double noise_sigma) {
  const double noise = noise_sigma * noise_sigma * TileSpectrum::kWindowEnergy;
  std::vector<float> falls;
  for (const DetailedTile& tile : tiles) {
    const double low = tile.spectrum.band(kLowFirst, kLowLast);
    const double high = tile.spectrum.band(kHighFirst, kHighLast);
    if (noise > kMostNoise * high && noise > kFloor) continue;
    falls.push_back(static_cast<float>(std::log(low + kFloor) - std::log(high + kFloor)));
  }
  if (falls.size() < tiles.size() / 4 || falls.empty()) return std::nullopt;
  const double fall = static_cast<double>(percentile(falls, 1 - kSharpestShare));
  constexpr double low = static_cast<double>(kLowFirst + kLowLast) / (4 * TileSpectrum::kRings);
  constexpr double high = static_cast<double>(kHighFirst + kHighLast) / (4 * TileSpectrum::kRings);
  const double variance = (fall - 2 * std::log(high / low)) /
                          (4 * std::numbers::pi * std::numbers::pi * (high * high - low * low));
  return std::max(kNarrowestDetail, 2.56 * std::sqrt(std::max(variance, 0.0)));
}

double points_of(double width) {
  return std::clamp(
      100.0 * std::log(kWidthOf0Points / width) / std::log(kWidthOf0Points / kWidthOf100Points),
      0.0, 100.0);
}

double deviation_of_blocks(const Survey& survey, std::size_t tile) {
  const std::size_t first_x = tile % survey.tiles_across * kBlocksInTile;
  const std::size_t first_y = tile / survey.tiles_across * kBlocksInTile;
  std::uint64_t sum = 0;
  std::uint64_t squares = 0;
  for (std::size_t y = 0; y < kBlocksInTile; ++y) {
    const std::uint16_t* row = survey.block_row(first_y + y) + first_x;
    for (std::size_t x = 0; x < kBlocksInTile; ++x) {
      sum += row[x];
      squares += std::uint64_t{row[x]} * row[x];
    }
  }
  constexpr std::uint64_t count = kBlocksInTile * kBlocksInTile;
  return std::sqrt(static_cast<double>(count * squares - sum * sum)) /
         static_cast<double>(count * Survey::kBlockPixels);
}

}  // namespace

std::optional<Sharpness> measure_sharpness(const std::vector<DetailedTile>& tiles,
                                           const Survey& survey, double noise_sigma) {
  constexpr auto side = static_cast<std::uint32_t>(Survey::kTileSize);
  std::vector<float> widths;
  for (const DetailedTile& tile : tiles)
    for (const Edge& edge : tile.edges) widths.push_back(edge.width);
  if (widths.size() < kFewestEdges) return std::nullopt;

  const float width = percentile(widths, kPercentile);
  const double least = kLeastOfEdges * static_cast<double>(width);
  const double detail =
      std::max(detail_width(tiles, noise_sigma).value_or(static_cast<double>(width)), least);
  const Tile& tile = survey.tiles[sharpest(tiles, width)];
  return Sharpness{width,
                   points_of(std::sqrt(static_cast<double>(width) * detail)),
                   {tile.x - 1, tile.y - 1, side, side}};
}

std::optional<double> measure_sharp_area(const Survey& survey, double noise_sigma) {
  std::size_t textured = 0;
  std::size_t sharp = 0;
  for (std::size_t i = 0; i < survey.tiles.size(); ++i) {
    const double coarse = deviation_of_blocks(survey, i);
    if (coarse < kTextured) continue;
    ++textured;
    // Second differences across and down of white noise have 6 sigma^2 each.
    const DetailSums& detail = survey.tiles[i].detail;
    const double energy =
        static_cast<double>(detail.across + detail.down) / (2.0 * Survey::kTilePixels) -
        6.0 * noise_sigma * noise_sigma;
    if (energy > kSharpRatio * kSharpRatio * coarse * coarse) ++sharp;
  }
  if (textured == 0) return std::nullopt;
  return 100.0 * static_cast<double>(sharp) / static_cast<double>(textured);
}

}  // namespace photosieve
