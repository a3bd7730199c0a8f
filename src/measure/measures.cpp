// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/measures.h"

#include <cmath>

#include "measure/banding.h"
#include "measure/block_grid.h"
#include "measure/border.h"
#include "measure/dust.h"
#include "measure/exposure.h"
#include "measure/fine_detail.h"
#include "measure/fingerprint.h"
#include "measure/fringing.h"
#include "measure/halos.h"
#include "measure/horizon.h"
#include "measure/hot_pixels.h"
#include "measure/jpeg_quality.h"
#include "measure/local_features.h"
#include "measure/motion.h"
#include "measure/noise.h"
#include "measure/recompression.h"
#include "measure/resampling.h"
#include "measure/saturation.h"
#include "measure/sharpness.h"
#include "measure/survey.h"

namespace photosieve {
namespace {

void add_exposure(const Image& image, const Survey& survey, Evidence& evidence) {
  const auto exposure = measure_exposure(image, survey);
  if (!exposure) return;
  evidence.set(MeasureId::kHighlightsClipped, exposure->highlights.percent,
               exposure->highlights.region);
  evidence.set(MeasureId::kShadowsClipped, exposure->shadows.percent, exposure->shadows.region);
  evidence.set(MeasureId::kBrightness, exposure->brightness);
  evidence.set(MeasureId::kContrast, exposure->contrast);
  evidence.set(MeasureId::kPeakLevel, exposure->peak);
}

void add_noise(const Noise& noise, Evidence& evidence) {
  evidence.set(MeasureId::kNoiseLuma, noise.luma, noise.region);
  if (noise.chroma) evidence.set(MeasureId::kNoiseChroma, *noise.chroma, noise.region);
}

void add_look(const Image& image, const Survey& survey, Evidence& evidence) {
  if (const auto tilt = measure_horizon_tilt(survey)) {
    evidence.set(MeasureId::kHorizonTilt, std::abs(tilt->degrees), tilt->region);
    evidence.set(MeasureId::kHorizonAngle, tilt->degrees);
  }
  if (const auto area = measure_saturation(image)) evidence.set(MeasureId::kSaturatedArea, *area);
  if (const auto halos = measure_halos(image.luma.view(), survey))
    evidence.set(MeasureId::kHalos, halos->percent, halos->region);
}

void add_focus(const Image& image, const Survey& survey, double noise_sigma, Evidence& evidence) {
  if (const auto area = measure_sharp_area(survey, noise_sigma))
    evidence.set(MeasureId::kSharpArea, *area);
  const auto detail = find_fine_detail(image.luma.view(), survey, noise_sigma);
  const auto halved = find_halved_detail(image.luma.view(), survey, noise_sigma);
  if (const auto motion = measure_motion(detail, halved)) {
    evidence.set(MeasureId::kMotionLength, motion->length);
    if (motion->direction) evidence.set(MeasureId::kMotionDirection, *motion->direction);
  }
  const auto sharpness = measure_sharpness(detail, survey, noise_sigma);
  if (!sharpness) return;
  evidence.set(MeasureId::kSharpness, sharpness->points, sharpness->region);
  evidence.set(MeasureId::kEdgeWidth, sharpness->edge_width, sharpness->region);
}

}  // namespace

Evidence measure(const DecodedPhoto& photo, Mode mode) {
  Evidence evidence;
  if (photo.jpeg_tables) {
    if (const auto quality = measure_jpeg_quality(*photo.jpeg_tables)) {
      evidence.set(MeasureId::kJpegQuality, quality->quality);
      evidence.set(MeasureId::kJpegQualityResidual, quality->residual_percent);
    }
  }
  if (!photo.image) return evidence;

  const PlaneView luma = photo.image->luma.view();
  const Survey all = survey(luma);  // the one pass over every pixel; the rest looks at places
  evidence.fingerprint = fingerprint(luma, all);
  evidence.local_features = measure_local_features(luma, all);
  add_exposure(*photo.image, all, evidence);
  if (const auto border = measure_border(*photo.image))
    evidence.set(MeasureId::kBorderWidth, border->width, border->region);
  if (const auto banding = measure_banding(*photo.image))
    evidence.set(MeasureId::kBanding, *banding);
  if (photo.jpeg_tables) {
    if (const auto trace =
            measure_recompression(*photo.image, *photo.jpeg_tables, photo.orientation))
      evidence.set(MeasureId::kRecompressionTrace, *trace);
  }
  if (const auto trace = measure_resampling(luma, block_grid(luma, photo.orientation)))
    evidence.set(MeasureId::kResamplingTrace, *trace);
  // Sharpness needs the noise even where nobody asked for it: noise is no detail.
  const auto noise = measure_noise(*photo.image, all);
  if (noise && measures_noise(mode)) add_noise(*noise, evidence);
  if (const auto dust = measure_dust(*photo.image, all))
    evidence.set(MeasureId::kDustSpots, dust->spots, dust->region);
  if (const auto specks = measure_hot_pixels(*photo.image, all, noise ? noise->luma : 0.0))
    evidence.set(MeasureId::kHotPixels, specks->per_megapixel, specks->region);
  if (const auto fringing = measure_fringing(*photo.image, all))
    evidence.set(MeasureId::kFringing, fringing->apart, fringing->region);
  add_look(*photo.image, all, evidence);
  add_focus(*photo.image, all, noise ? noise->luma : 0.0, evidence);
  return evidence;
}

}  // namespace photosieve
