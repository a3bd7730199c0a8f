// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fine_detail.h"

#include <algorithm>

namespace photosieve {
namespace {

// One tile in 32, so that the cost does not stand out in a small photo.
constexpr std::size_t kFewestTiles = 24;
constexpr std::size_t kMostTiles = 64;
constexpr std::size_t kTilesOfOneSearched = 32;
constexpr std::size_t kMostHalved = 24;
constexpr std::uint32_t kRun = 60;  // pixels beyond a halved tile that an edge may be followed into
constexpr double kContrast = 20;    // levels
constexpr double kNoiseMultiple = 8;  // sigmas

// Places of the `count` largest, the largest first.
std::vector<std::size_t> largest(const std::vector<std::uint64_t>& energies, std::size_t count) {
  std::vector<std::size_t> order(energies.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  count = std::min(count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return energies[a] != energies[b] ? energies[a] > energies[b] : a < b;
                    });
  order.resize(count);
  return order;
}

std::vector<std::uint64_t> energies_of(const Survey& survey) {
  std::vector<std::uint64_t> energies;
  energies.reserve(survey.tiles.size());
  for (const Tile& tile : survey.tiles)
    energies.push_back(std::uint64_t{tile.detail.across} + tile.detail.down);
  return energies;
}

std::vector<std::size_t> most_detailed(const Survey& survey) {
  return largest(energies_of(survey),
                 std::clamp(survey.tiles.size() / kTilesOfOneSearched, kFewestTiles, kMostTiles));
}

// First tiles of the squares of two by two, of those that lie wholly in the photo.
std::vector<std::size_t> most_detailed_squares(const Survey& survey) {
  const std::vector<std::uint64_t> energies = energies_of(survey);
  std::vector<std::size_t> first;
  std::vector<std::uint64_t> sums;
  const std::size_t across = survey.tiles_across;
  for (std::size_t i = 0; across > 0 && i < energies.size(); ++i) {
    if (i % across % 2 != 0 || i / across % 2 != 0) continue;
    if (i % across + 1 == across || i + across >= energies.size()) continue;
    first.push_back(i);
    sums.push_back(energies[i] + energies[i + 1] + energies[i + across] + energies[i + across + 1]);
  }
  std::vector<std::size_t> places = largest(sums, kMostHalved);
  for (std::size_t& place : places) place = first[place];
  return places;
}

// Means of 2 x 2 pixels of a part of the plane that begins at even places.
Plane halved(const PlaneView& luma, const Region& part) {
  Plane plane(part.width / 2, part.height / 2);
  for (std::size_t y = 0; y < plane.height(); ++y) {
    const std::uint8_t* upper = luma.row(part.y + 2 * y) + part.x;
    const std::uint8_t* lower = luma.row(part.y + 2 * y + 1) + part.x;
    std::uint8_t* out = plane.row(y);
    for (std::size_t x = 0; x < plane.width(); ++x)
      out[x] = static_cast<std::uint8_t>(
          (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
  }
  return plane;
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

std::vector<DetailedTile> find_halved_detail(const PlaneView& luma, const Survey& survey,
                                             double noise_sigma) {
  constexpr auto side = static_cast<std::uint32_t>(Survey::kTileSize);
  // White noise has half its deviation in means of four.
  const double contrast = std::max(kContrast, kNoiseMultiple * noise_sigma / 2);
  EdgeFinder finder;
  std::vector<DetailedTile> result;
  for (const std::size_t i : most_detailed_squares(survey)) {
    const Tile& tile = survey.tiles[i];
    const std::uint32_t left = tile.x - std::min(tile.x, kRun);
    const std::uint32_t top = tile.y - std::min(tile.y, kRun);
    const std::uint32_t right =
        std::min(static_cast<std::uint32_t>(luma.width), tile.x + 2 * side + kRun);
    const std::uint32_t bottom =
        std::min(static_cast<std::uint32_t>(luma.height), tile.y + 2 * side + kRun);
    const Plane half = halved(luma, {left, top, right - left, bottom - top});
    const Region place{(tile.x - left) / 2, (tile.y - top) / 2, side, side};
    if (!half.valid() || place.x + side > half.width() || place.y + side > half.height()) continue;
    DetailedTile& detailed = result.emplace_back();
    detailed.tile = i;
    finder.find(half.view(), place, contrast, detailed.edges);
    detailed.spectrum = tile_spectrum(half.view(), place.x, place.y);
  }
  return result;
}

}  // namespace photosieve
