// Where a place is sampled for its descriptor, and which samples are compared.
//
// Points lie at the place (0) and on three rings of eight; lengths are in the place's own size
// (its sigma), x along its direction. `mirrored_point` is what a point becomes when the photo is
// mirrored: y changes its sign.
// Threads: constants.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace photosieve {

struct SamplePoint {
  float x, y;
  float blur;  // of the sample, in sizes of the place
};
inline constexpr std::size_t kRingPoints = 8;
inline constexpr std::size_t kSamplePointCount = 1 + 3 * kRingPoints;
// The second ring is turned by half a step.
extern const std::array<SamplePoint, kSamplePointCount> kSamplePoints;

// A bit is set where the first of its two samples is brighter.
struct SamplePair {
  std::uint8_t first, second;
};
inline constexpr std::size_t kPairCount = 64;
extern const std::array<SamplePair, kPairCount> kDescriptorPairs;

[[nodiscard]] constexpr std::size_t mirrored_point(std::size_t point) {
  if (point == 0) return 0;
  const std::size_t ring = (point - 1) / kRingPoints;
  const std::size_t step = (point - 1) % kRingPoints;
  const std::size_t other = ring == 1 ? kRingPoints - 1 - step : (kRingPoints - step) % kRingPoints;
  return 1 + ring * kRingPoints + other;
}

}  // namespace photosieve
