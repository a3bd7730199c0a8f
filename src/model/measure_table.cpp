// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/measure_table.h"

#include <algorithm>
#include <cmath>

#include "base/result.h"
#include "model/finding.h"

namespace photosieve {
namespace {

constexpr std::array<MeasureInfo, kMeasureCount> kMeasures{{
    {MeasureId::kSharpness, "sharpness", "points", 0, 100,
     "crispness of the sharpest tiles at 100 %; higher is sharper"},
    {MeasureId::kEdgeWidth, "edge_width", "pixels", 0, 100,
     "10-90 % spread of the strongest edges of the sharpest tiles; lower is sharper"},
    {MeasureId::kSharpArea, "sharp_area", "percent", 0, 100,
     "share of the textured tiles that are sharp; low with a shallow depth of field"},
    {MeasureId::kHighlightsClipped, "highlights_clipped", "percent", 0, 100,
     "area where highlights are clipped with their texture lost; lower is better"},
    {MeasureId::kShadowsClipped, "shadows_clipped", "percent", 0, 100,
     "area where shadows are clipped with their texture lost; lower is better"},
    {MeasureId::kBrightness, "brightness", "levels", 0, 255, "mean luma"},
    {MeasureId::kContrast, "contrast", "levels", 0, 255,
     "distance between the 5th and 95th percentile of luma"},
    {MeasureId::kNoiseLuma, "noise_luma", "levels", 0, 255,
     "standard deviation of the noise of luma on flat tiles; lower is better"},
    {MeasureId::kNoiseChroma, "noise_chroma", "levels", 0, 255,
     "standard deviation of the noise of chroma on flat tiles; lower is better"},
    {MeasureId::kJpegQuality, "jpeg_quality", "points", 1, 100,
     "IJG quality nearest to the quantisation tables; higher is better"},
    {MeasureId::kJpegQualityResidual, "jpeg_quality_residual", "percent", 0, 100,
     "how far the tables are from that quality's own; 0 is an exact match"},
    {MeasureId::kPeakLevel, "peak_level", "levels", 0, 255,
     "level that the brightest channel of the brightest 1 % reaches; low when under-exposed"},
    {MeasureId::kBorderWidth, "border_width", "pixels", 0, 65535,
     "width of a frame or of bars along the sides, at its widest; 0 without one"},
    {MeasureId::kFringing, "fringing", "pixels", 0, 100,
     "how far red and blue lie apart in the corners; lower is better"},
    {MeasureId::kBanding, "banding", "levels", 1, 255,
     "distance of the tones that occur, where few were left; 1 is smooth, 8 is 5 bits"},
    {MeasureId::kRecompressionTrace, "recompression_trace", "percent", 0, 100,
     "how much of an earlier, coarser JPEG encoding shows in the frequencies; lower is better"},
    {MeasureId::kResamplingTrace, "resampling_trace", "times", 0, 100,
     "how far a repeated pattern, as enlarging leaves it, stands above its surroundings"},
    {MeasureId::kMotionLength, "motion_length", "pixels", 0, 100,
     "how far camera or subject moved during the exposure; lower is better"},
    {MeasureId::kMotionDirection, "motion_direction", "degrees", 0, 180,
     "which way it moved: 0 to the right, 90 upwards; nothing where the length is below 2.5"},
    {MeasureId::kFaceCertainty, "face_certainty", "percent", 0, 100,
     "how sure the networks are of the clearest face; 0: none; no value: not looked for"},
    {MeasureId::kFaceHeight, "face_height", "percent", 0, 100,
     "height of the clearest face, hair to chin, of the photo's; no value without a face"},
    {MeasureId::kTextCertainty, "text_certainty", "percent", 0, 100,
     "how sure the networks are of the clearest line of text; 0: none; no value: not looked for"},
    {MeasureId::kTextHeight, "text_height", "percent", 0, 100,
     "height of the clearest line of text, of the photo's; no value without text"},
    {MeasureId::kHotPixels, "hot_pixels", "per megapixel", 0, 100000,
     "coloured specks of single pixels in smooth places; lower is better"},
    {MeasureId::kHorizonTilt, "horizon_tilt", "degrees", 0, 45,
     "how far the photo is turned against its horizon or verticals; no value without any"},
    {MeasureId::kHorizonAngle, "horizon_angle", "degrees", -45, 45,
     "the same with its way: above 0 turned against the clock, below 0 with it"},
    {MeasureId::kSaturatedArea, "saturated_area", "percent", 0, 100,
     "area whose colours are cut off in two channels, a tenth of that in one; lower is better"},
    {MeasureId::kHalos, "halos", "percent", 0, 1000,
     "how far luma goes beyond both sides of strong edges, of their height; lower is better"},
    {MeasureId::kDustSpots, "dust_spots", "specks", 0, 1000,
     "specks that look like dust on the sensor, each counted as far as it is sure; lower is "
     "better"},
}};

}  // namespace

std::span<const MeasureInfo> all_measures() {
  return kMeasures;
}

const MeasureInfo& info(MeasureId id) {
  const auto index = static_cast<std::size_t>(id);
  PS_CHECK(index < kMeasures.size() && kMeasures[index].id == id);
  return kMeasures[index];
}

std::optional<MeasureId> measure_id(std::string_view name) {
  for (const MeasureInfo& measure : kMeasures)
    if (measure.name == name) return measure.id;
  return std::nullopt;
}

void Measures::set(MeasureId id, double value) {
  PS_CHECK(std::isfinite(value));
  const MeasureInfo& range = info(id);
  values_[static_cast<std::size_t>(id)] = rounded(std::clamp(value, range.lowest, range.highest));
}

}  // namespace photosieve
