// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/motion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace photosieve {
namespace {

constexpr std::size_t kDirections = TileSpectrum::kSectors;
constexpr std::size_t kRightAngle = kDirections / 2;
constexpr double kSectorDegrees = 180.0 / kDirections;

constexpr std::size_t kFewestEdges = 48;
constexpr std::size_t kFewestOneWay = 12;
constexpr double kHalfWidth = 22.5;  // degrees: edges that count for a direction
constexpr double kPercentile = 0.05;

struct Bands {
  std::size_t low_first, low_last, high_first, high_last;  // rings of TileSpectrum
};
// The first zero of a movement's transfer lies at 1 / length: a pair of bands for each few pixels.
constexpr std::array<Bands, 4> kBands{
    {{2, 5, 6, 14}, {3, 6, 8, 16}, {1, 3, 4, 10}, {4, 8, 12, 18}}};
constexpr double kFloor = 10;  // of power: a fifth of what rounding to levels has

// The narrowest edges of two directions differ by so much without any movement.
constexpr double kOfChance = 1.1;

constexpr double kPixelsOfANeper = 1.5;  // of edge width, as far as the spectrum may speak for it
// 1.25 for edges that are straight and long, about 2.3 in photos, whose runs end earlier.
constexpr double kLengthOfWidth = 2.2;
constexpr double kShort = 8;        // pixels
constexpr double kLeastSure = 3;    // pixels: less may be the picture itself
constexpr double kLeastTold = 2.5;  // pixels

using Directions = std::array<double, kDirections>;

double middle_of(std::size_t direction) {
  return (static_cast<double>(direction) + 0.5) * kSectorDegrees - 90;
}

// Edge width in each direction; nothing (0) where there are too few edges.
Directions widths_of(const std::vector<DetailedTile>& tiles) {
  std::array<std::vector<float>, kDirections> widths;
  for (const DetailedTile& tile : tiles) {
    for (const Edge& edge : tile.edges) {
      const double angle = static_cast<double>(edge.angle) * 180 / std::numbers::pi;
      for (std::size_t i = 0; i < kDirections; ++i)
        if (std::abs(std::remainder(angle - middle_of(i), 180)) < kHalfWidth)
          widths[i].push_back(edge.width);
    }
  }
  Directions result{};
  for (std::size_t i = 0; i < kDirections; ++i) {
    std::vector<float>& all = widths[i];
    if (all.size() < kFewestOneWay) continue;
    const auto place =
        all.begin() + static_cast<std::ptrdiff_t>(kPercentile * static_cast<double>(all.size()));
    std::nth_element(all.begin(), place, all.end());
    result[i] = static_cast<double>(*place);
  }
  return result;
}

Directions widening(const std::vector<DetailedTile>& tiles) {
  const Directions widths = widths_of(tiles);
  Directions result{};
  for (std::size_t i = 0; i < kDirections; ++i) {
    const double here = widths[i];
    const double beside = kOfChance * widths[(i + kRightAngle) % kDirections];
    if (here > beside && beside > 0) result[i] = std::sqrt(here * here - beside * beside);
  }
  return result;
}

// Nepers of power that the direction's fine detail has less than that at right angles to it.
Directions lost_detail(const std::vector<DetailedTile>& tiles) {
  Directions result{};
  for (const Bands& bands : kBands) {
    Directions falls{};
    for (const DetailedTile& tile : tiles)
      for (std::size_t i = 0; i < kDirections; ++i)
        falls[i] += std::log(tile.spectrum.band(bands.low_first, bands.low_last, i) + kFloor) -
                    std::log(tile.spectrum.band(bands.high_first, bands.high_last, i) + kFloor);
    Directions smooth{};
    for (std::size_t i = 0; i < kDirections; ++i)
      smooth[i] = (falls[(i + kDirections - 1) % kDirections] + 2 * falls[i] +
                   falls[(i + 1) % kDirections]) /
                  (4 * static_cast<double>(tiles.size()));
    for (std::size_t i = 0; i < kDirections; ++i)
      result[i] = std::max(result[i], smooth[i] - smooth[(i + kRightAngle) % kDirections]);
  }
  return result;
}

// The mean of all directions, each weighing as much as it says; degrees of the image. What lies at
// right angles to the largest says nothing, so no two cancel each other.
double mean_direction(const Directions& values) {
  double across = 0;
  double down = 0;
  for (std::size_t i = 0; i < kDirections; ++i) {
    const double doubled = 2 * middle_of(i) * std::numbers::pi / 180;
    across += values[i] * values[i] * std::cos(doubled);
    down += values[i] * values[i] * std::sin(doubled);
  }
  return 0.5 * std::atan2(down, across) * 180 / std::numbers::pi;
}

std::optional<Motion> motion_at_one_size(const std::vector<DetailedTile>& tiles) {
  std::size_t edges = 0;
  for (const DetailedTile& tile : tiles) edges += tile.edges.size();
  if (edges < kFewestEdges) return std::nullopt;

  const Directions widened = widening(tiles);
  const Directions lost = lost_detail(tiles);
  Directions agreed{};
  for (std::size_t i = 0; i < kDirections; ++i) {
    // The spectrum is soon at its floor, and then says only that there was a movement.
    const double most = kPixelsOfANeper * lost[i] * std::max(1.0, lost[i]);
    agreed[i] = std::min(widened[i], most);
  }
  Motion motion;
  motion.length = kLengthOfWidth * *std::max_element(agreed.begin(), agreed.end());
  if (motion.length >= kLeastTold) {
    const double upwards = -mean_direction(agreed);  // an image's y goes down
    motion.direction = std::fmod(upwards + 360, 180);
  }
  return motion;
}

}  // namespace

std::optional<Motion> measure_motion(const std::vector<DetailedTile>& tiles,
                                     const std::vector<DetailedTile>& halved) {
  const auto fine = motion_at_one_size(tiles);
  // Of soft photos half the size says anything: it only tells how long a movement is.
  if (!fine || fine->length < kLeastSure) return fine;
  auto coarse = motion_at_one_size(halved);
  if (!coarse || 2 * coarse->length <= fine->length) return fine;
  coarse->length *= 2;
  // A short movement is known better at full size; where both see one it lies between them.
  if (coarse->length < kShort) coarse->length = (fine->length + coarse->length) / 2;
  return coarse;
}

}  // namespace photosieve
