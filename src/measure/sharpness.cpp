// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/sharpness.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "measure/edges.h"

namespace photosieve {
namespace {

// One tile in 32, so that the cost does not stand out in a small photo.
constexpr std::size_t kFewestTiles = 24;
constexpr std::size_t kMostTiles = 64;
constexpr std::size_t kTilesOfOneSearched = 32;
constexpr double kContrast = 40;      // levels
constexpr double kLowContrast = 20;   // levels
constexpr double kNoiseMultiple = 8;  // sigmas
constexpr std::size_t kFewestEdges = 64;
constexpr double kPercentile = 0.02;
constexpr double kWidthOf100Points = 1.0;
constexpr double kWidthOf0Points = 10.0;

// A tile counts as textured from this standard deviation of its 4 x 4 means on.
constexpr double kTextured = 6;  // levels
constexpr double kSharpRatio = 0.35;

constexpr std::size_t kBlocksInTile = Survey::kTileSize / Survey::kBlockSize;

std::vector<std::size_t> most_detailed(const Survey& survey) {
  std::vector<std::size_t> order(survey.tiles.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto energy = [&](std::size_t i) {
    return survey.tiles[i].detail.across + survey.tiles[i].detail.down;
  };
  const std::size_t count = std::min(
      order.size(), std::clamp(order.size() / kTilesOfOneSearched, kFewestTiles, kMostTiles));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return energy(a) != energy(b) ? energy(a) > energy(b) : a < b;
                    });
  order.resize(count);
  return order;
}

float percentile(std::vector<float>& widths, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(widths.size()));
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(index),
                   widths.end());
  return widths[index];
}

struct TileEdges {
  std::size_t tile;
  std::vector<Edge> edges;
};

std::vector<float> widths_above(const std::vector<TileEdges>& tiles, double contrast) {
  std::vector<float> widths;
  for (const TileEdges& tile : tiles)
    for (const Edge& edge : tile.edges)
      if (edge.contrast >= contrast) widths.push_back(edge.width);
  return widths;
}

// The tile with the largest number of edges no wider than the photo's own.
std::size_t sharpest(const std::vector<TileEdges>& tiles, double contrast, float width) {
  std::size_t best = 0;
  std::ptrdiff_t most = -1;
  for (const TileEdges& tile : tiles) {
    const auto count = std::count_if(tile.edges.begin(), tile.edges.end(), [&](const Edge& edge) {
      return edge.contrast >= contrast && edge.width <= width;
    });
    if (count > most) {
      most = count;
      best = tile.tile;
    }
  }
  return best;
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

std::optional<Sharpness> measure_sharpness(const PlaneView& luma, const Survey& survey,
                                           double noise_sigma) {
  constexpr auto side = static_cast<std::uint32_t>(Survey::kTileSize);
  const double floor = kNoiseMultiple * noise_sigma;
  std::vector<TileEdges> tiles;
  for (const std::size_t i : most_detailed(survey)) {
    tiles.push_back({i, {}});
    find_edges(luma, {survey.tiles[i].x, survey.tiles[i].y, side, side},
               std::max(kLowContrast, floor), tiles.back().edges);
  }
  double contrast = std::max(kContrast, floor);
  std::vector<float> widths = widths_above(tiles, contrast);
  if (widths.size() < kFewestEdges) {
    contrast = std::max(kLowContrast, floor);
    widths = widths_above(tiles, contrast);
  }
  if (widths.size() < kFewestEdges) return std::nullopt;

  const float width = percentile(widths, kPercentile);
  const Tile& tile = survey.tiles[sharpest(tiles, contrast, width)];
  return Sharpness{width, points_of(width), {tile.x - 1, tile.y - 1, side, side}};
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
