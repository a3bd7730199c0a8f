// Made-up local features for the tests of this module: photos whose places are random, and copies
// of them moved as said.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "model/local_features.h"

namespace photosieve::test {

inline constexpr double kWide = 313;  // points
inline constexpr double kHigh = 209;

struct Move {
  double degrees = 0;  // clockwise, about the middle
  double scale = 1;    // above 1: a crop of the middle, of the same number of points
  bool mirrored = false;
  int flipped_bits = 6;  // of each place, of 128
};

inline LocalFeatures empty_features() {
  LocalFeatures photo;
  photo.width = static_cast<std::uint16_t>(kWide * LocalFeatures::kUnitsAPoint);
  photo.height = static_cast<std::uint16_t>(kHigh * LocalFeatures::kUnitsAPoint);
  return photo;
}

// The level of a made-up picture: waves that differ with the seed.
inline double level_at(unsigned seed, double x, double y) {
  const double a = 0.02 + 0.004 * (seed % 7);
  const double b = 0.03 + 0.003 * (seed % 5);
  return 128 + 60 * std::sin(a * x + seed) + 50 * std::cos(b * y + 2.0 * seed + a * x);
}

template <class At>
void draw_sketch(LocalFeatures& photo, At at) {
  constexpr std::size_t kSide = LocalFeatures::kSketchSide;
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t x = 0; x < kSide; ++x)
      photo.sketch[y * kSide + x] =
          static_cast<std::uint8_t>(std::clamp(at((static_cast<double>(x) + 0.5) / kSide * kWide,
                                                  (static_cast<double>(y) + 0.5) / kSide * kHigh),
                                               0.0, 255.0));
}

inline LocalFeatures features_of(unsigned seed, std::size_t places = LocalFeatures::kMost) {
  std::mt19937_64 random(seed);
  LocalFeatures photo = empty_features();
  draw_sketch(photo, [&](double x, double y) { return level_at(seed, x, y); });
  for (std::size_t i = 0; i < places; ++i)
    photo.places.push_back({static_cast<std::uint16_t>(random() % photo.width),
                            static_cast<std::uint16_t>(random() % photo.height),
                            static_cast<std::uint8_t>(10 + random() % 40),
                            static_cast<std::uint8_t>(random()),
                            {random(), random()}});
  return photo;
}

// What `features_of(seed)` is after the move; places that leave the picture are gone.
inline LocalFeatures moved(unsigned seed, const Move& move,
                           std::size_t places = LocalFeatures::kMost) {
  std::mt19937_64 random(seed + 1000);
  const double angle = move.degrees / 180 * std::numbers::pi;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  LocalFeatures photo = empty_features();
  draw_sketch(photo, [&](double x, double y) {
    const double dx = (x - kWide / 2) / move.scale;
    const double dy = (y - kHigh / 2) / move.scale;
    const double from_x = cosine * dx + sine * dy;
    return level_at(seed, kWide / 2 + (move.mirrored ? -from_x : from_x),
                    kHigh / 2 + cosine * dy - sine * dx);
  });
  for (LocalFeature place : features_of(seed, places).places) {
    const double from_x = place.x / 32.0 - kWide / 2;
    const double dx = move.mirrored ? -from_x : from_x;
    const double dy = place.y / 32.0 - kHigh / 2;
    const double x = kWide / 2 + move.scale * (cosine * dx - sine * dy);
    const double y = kHigh / 2 + move.scale * (sine * dx + cosine * dy);
    if (x < 0 || y < 0 || x >= kWide || y >= kHigh) continue;
    place.x = static_cast<std::uint16_t>(32 * x);
    place.y = static_cast<std::uint16_t>(32 * y);
    place.size = static_cast<std::uint8_t>(place.size + std::lround(16 * std::log2(move.scale)));
    const int turned = move.mirrored ? 128 - place.angle : place.angle;
    place.angle = static_cast<std::uint8_t>(turned + std::lround(move.degrees / 360 * 256));
    if (move.mirrored) std::swap(place.bits[0], place.bits[1]);
    for (int i = 0; i < move.flipped_bits; ++i)
      place.bits[random() % 2] ^= std::uint64_t{1} << random() % 64;
    photo.places.push_back(place);
  }
  return photo;
}

}  // namespace photosieve::test
