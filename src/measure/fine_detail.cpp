// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fine_detail.h"

#include <algorithm>

namespace photosieve {
namespace {

// One tile in 32, so that the cost does not stand out in a small photo.
constexpr std::size_t kFewestTiles = 24;
constexpr std::size_t kMostTiles = 64;
constexpr std::size_t kTilesOfOneSearched = 32;
constexpr double kContrast = 20;      // levels
constexpr double kNoiseMultiple = 8;  // sigmas

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

}  // namespace

std::vector<DetailedTile> find_fine_detail(const PlaneView& luma, const Survey& survey,
                                           double noise_sigma) {
  static_assert(Survey::kTileSize == TileSpectrum::kSide);
  constexpr auto side = static_cast<std::uint32_t>(Survey::kTileSize);
  const double contrast = std::max(kContrast, kNoiseMultiple * noise_sigma);
  EdgeFinder finder;
  std::vector<DetailedTile> result;
  for (const std::size_t i : most_detailed(survey)) {
    const Tile& tile = survey.tiles[i];
    DetailedTile& detailed = result.emplace_back();
    detailed.tile = i;
    finder.find(luma, {tile.x, tile.y, side, side}, contrast, detailed.edges);
    detailed.spectrum = tile_spectrum(luma, tile.x, tile.y);
  }
  return result;
}

}  // namespace photosieve
