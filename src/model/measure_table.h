// Measures: every number taken from a photo, by name.
//
// The table says what each is; docs/measures.md says how it is taken and how far to trust it.
// A measure that does not apply (JPEG quality of a PNG, anything of an undecodable file) has no
// value. Names are public (inspect, reports): add, never rename. Threads: plain data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace photosieve {

enum class MeasureId : std::uint8_t {
  kSharpness,
  kEdgeWidth,
  kSharpArea,
  kHighlightsClipped,
  kShadowsClipped,
  kBrightness,
  kContrast,
  kNoiseLuma,
  kNoiseChroma,
  kJpegQuality,
  kJpegQualityResidual,
  kPeakLevel,
  kBorderWidth,
  kFringing,
  kBanding,
  kRecompressionTrace,
  kResamplingTrace,
  kMotionLength,
  kMotionDirection,
  kFaceCertainty,
  kFaceHeight,
  kTextCertainty,
  kTextHeight,
  kHotPixels,
  kHorizonTilt,
  kHorizonAngle,
  kSaturatedArea,
  kHalos,
  kDustSpots,
};
inline constexpr std::size_t kMeasureCount = 29;

struct MeasureInfo {
  MeasureId id;
  std::string_view name;
  std::string_view unit;
  double lowest;
  double highest;
  std::string_view meaning;  // and which way is better
};

[[nodiscard]] std::span<const MeasureInfo> all_measures();
[[nodiscard]] const MeasureInfo& info(MeasureId id);
[[nodiscard]] std::optional<MeasureId> measure_id(std::string_view name);

// One photo's values. set() rounds to 1e-3 and keeps the value inside the measure's range.
class Measures {
 public:
  void set(MeasureId id, double value);
  [[nodiscard]] std::optional<double> get(MeasureId id) const {
    return values_[static_cast<std::size_t>(id)];
  }
  friend bool operator==(const Measures&, const Measures&) = default;

 private:
  std::array<std::optional<double>, kMeasureCount> values_{};
};

}  // namespace photosieve
