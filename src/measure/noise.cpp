// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace photosieve {
namespace {

constexpr std::size_t kFlatTiles = 24;
constexpr std::size_t kFewestTiles = 4;
constexpr std::size_t kBlocksInTile = Survey::kTileSize / Survey::kBlockSize;
constexpr double kFlatRatio = 1.0;
constexpr double kFlatOffset = 0.5;         // levels
constexpr std::size_t kCoarsestColour = 4;  // pixels of luma
// Noise is cut off near the ends of the range; blocks outside make a tile unfit.
constexpr unsigned kDarkest = 8 * Survey::kBlockPixels;
constexpr unsigned kBrightest = 247 * Survey::kBlockPixels;

// |N| of white noise has the mean 6 * sqrt(2 / pi) * sigma.
double sigma_of(double mean_of_n) {
  return mean_of_n * std::sqrt(std::numbers::pi / 2.0) / 6.0;
}

// Mean |N| over a grid of any numbers; at(x, y) gives one.
template <class At>
double mean_n(std::size_t width, std::size_t height, At at) {
  std::int64_t sum = 0;
  for (std::size_t y = 1; y + 1 < height; ++y) {
    for (std::size_t x = 1; x + 1 < width; ++x) {
      const auto across = [&](std::size_t row) {
        return at(x - 1, row) - 2 * at(x, row) + at(x + 1, row);
      };
      sum += std::abs(across(y - 1) - 2 * across(y) + across(y + 1));
    }
  }
  return static_cast<double>(sum) / static_cast<double>((width - 2) * (height - 2));
}

struct FlatTile {
  double structure = 0;  // mean |N| of its blocks
  std::size_t index = 0;
};

std::vector<FlatTile> flattest(const Survey& survey) {
  std::vector<FlatTile> found;
  for (std::size_t i = 0; i < survey.tiles.size(); ++i) {
    const std::size_t first_x = i % survey.tiles_across * kBlocksInTile;
    const std::size_t first_y = i / survey.tiles_across * kBlocksInTile;
    bool fit = true;
    for (std::size_t y = 0; y < kBlocksInTile && fit; ++y) {
      const std::uint16_t* row = survey.block_row(first_y + y) + first_x;
      const auto [low, high] = std::minmax_element(row, row + kBlocksInTile);
      fit = *low >= kDarkest && *high <= kBrightest;
    }
    if (!fit) continue;
    found.push_back({mean_n(kBlocksInTile, kBlocksInTile,
                            [&](std::size_t x, std::size_t y) {
                              return int{survey.block_row(first_y + y)[first_x + x]};
                            }),
                     i});
  }
  const std::size_t count = std::min(kFlatTiles, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
                    [](const FlatTile& a, const FlatTile& b) {
                      return a.structure != b.structure ? a.structure < b.structure
                                                        : a.index < b.index;
                    });
  found.resize(count);
  return found;
}

struct Sigmas {
  double fine = 0;    // of single pixels
  double coarse = 0;  // of 2 x 2 means, as that of the white noise which would give it
};

Sigmas sigmas_at(const PlaneView& plane, std::size_t left, std::size_t top, std::size_t width,
                 std::size_t height) {
  Sigmas result;
  result.fine = sigma_of(mean_n(width, height, [&](std::size_t x, std::size_t y) {
    return int{plane.row(top + y)[left + x]};
  }));
  const double of_sums = sigma_of(mean_n(width / 2, height / 2, [&](std::size_t x, std::size_t y) {
    const std::uint8_t* upper = plane.row(top + 2 * y) + left + 2 * x;
    const std::uint8_t* lower = plane.row(top + 2 * y + 1) + left + 2 * x;
    return upper[0] + upper[1] + lower[0] + lower[1];
  }));
  result.coarse = of_sums / 2.0;  // the sum of four has twice the sigma of one
  return result;
}

// Texture grows with the scale it is looked at; noise does not. Where the 4 x 4 means change more
// than noise of this strength could make them, only the finest scale is to be trusted.
double noise_in(const Sigmas& sigmas, double structure) {
  const double of_blocks = sigma_of(structure) / 4.0;  // the sum of sixteen has four times it
  const double larger = std::max(sigmas.fine, sigmas.coarse);
  return of_blocks <= kFlatRatio * larger + kFlatOffset ? larger : sigmas.fine;
}

// Deviation of the means of `side` x `side` pixels, by their |N|.
double deviation_of_means(const PlaneView& plane, std::size_t left, std::size_t top,
                          std::size_t width, std::size_t height, std::size_t side) {
  const double of_sums =
      sigma_of(mean_n(width / side, height / side, [&](std::size_t x, std::size_t y) {
        int sum = 0;
        for (std::size_t row = 0; row < side; ++row) {
          const std::uint8_t* from = plane.row(top + side * y + row) + left + side * x;
          for (std::size_t i = 0; i < side; ++i) sum += from[i];
        }
        return sum;
      }));
  return of_sums / static_cast<double>(side * side);
}

// Colour noise is seldom fine: demosaicing, noise reduction and JPEG leave blotches. So it is
// looked for at 1, 2 and 4 pixels of luma, and what shows most is taken; blotches count as what
// they are, not as the white noise that would leave them.
double chroma_noise(const PlaneView& plane, std::size_t left, std::size_t top, std::size_t width,
                    std::size_t height, std::size_t shrink) {
  double most = 0;
  for (std::size_t side = 1; side * shrink <= kCoarsestColour; side *= 2)
    most = std::max(most, deviation_of_means(plane, left, top, width, height, side));
  return most;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::optional<Noise> measure_noise(const Image& image, const Survey& survey) {
  const std::vector<FlatTile> flat = flattest(survey);
  if (flat.size() < kFewestTiles) return std::nullopt;

  constexpr std::size_t side = Survey::kTileSize;
  std::vector<double> luma;
  std::vector<double> chroma;
  for (const FlatTile& tile : flat) {
    const std::size_t x = survey.tiles[tile.index].x - 1;
    const std::size_t y = survey.tiles[tile.index].y - 1;
    luma.push_back(noise_in(sigmas_at(image.luma.view(), x, y, side, side), tile.structure));
    if (image.grey()) continue;
    // The same place in a plane that is smaller by a whole factor each way.
    const std::size_t shrink_x = (image.width() + image.cb.width() - 1) / image.cb.width();
    const std::size_t shrink_y = (image.height() + image.cb.height() - 1) / image.cb.height();
    const std::size_t width = side / shrink_x;
    const std::size_t height = side / shrink_y;
    if (width < 8 || height < 8) continue;
    for (const Plane* plane : {&image.cb, &image.cr})
      chroma.push_back(chroma_noise(plane->view(), x / shrink_x, y / shrink_y, width, height,
                                    std::max(shrink_x, shrink_y)));
  }
  Noise noise;
  noise.luma = median(luma);
  if (!chroma.empty()) noise.chroma = median(chroma);
  const Tile& place = survey.tiles[flat.front().index];
  noise.region = {place.x - 1, place.y - 1, side, side};
  return noise;
}

}  // namespace photosieve
