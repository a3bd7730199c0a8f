// LocalFeatures: small places of a photo, described so that they are found again in its copies.
//
// Lengths are in points: the photo is thought of as reduced to an area of 65,536 square points, so
// that a photo and its resized copy have the same numbers. What a place is described by, and how a
// mirrored place follows from it, is said in measure/local_features.h; they are compared in
// decide/. Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

struct LocalFeature {
  std::uint16_t x = 0;     // of its centre, in 1/32 points from the left
  std::uint16_t y = 0;     // in 1/32 points from the top
  std::uint8_t size = 0;   // its radius: 2 to the power of size / 16, in points
  std::uint8_t angle = 0;  // of its direction, in 1/256 turns clockwise from the x axis
  std::array<std::uint64_t, 2> bits{};
  friend bool operator==(const LocalFeature&, const LocalFeature&) = default;
};

struct LocalFeatures {
  static constexpr std::size_t kMost = 48;
  static constexpr std::size_t kSketchSide = 16;
  static constexpr unsigned kUnitsAPoint = 32;

  std::uint16_t width = 0;  // of the photo, in 1/32 points
  std::uint16_t height = 0;
  // Mean luma (0 to 255) of 16 x 16 equal parts, row by row.
  std::array<std::uint8_t, kSketchSide * kSketchSide> sketch{};
  std::vector<LocalFeature> places;  // at most kMost, the most telling first
  friend bool operator==(const LocalFeatures&, const LocalFeatures&) = default;
};

// 260 bytes and 22 a place, numbers little-endian.
[[nodiscard]] std::string features_bytes(const LocalFeatures& features);
// Nothing for bytes of another length, or places outside of the photo.
[[nodiscard]] std::optional<LocalFeatures> features_from_bytes(std::string_view bytes);

}  // namespace photosieve
