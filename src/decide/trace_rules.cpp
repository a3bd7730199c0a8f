// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/trace_rules.h"

#include <fmt/format.h>

namespace photosieve {
namespace {

// The measure must not be above the rule's first limit. `sentence` takes the value and the limit.
Answer at_most(const Question& question, FindingCode code, MeasureId id, const char* sentence) {
  if (!question.whole) return {};
  const auto value = question.evidence.measures.get(id);
  if (!value) return {};
  const double limit = question.rule.limits[0];
  const double margin = (limit - *value) / (limit == 0 ? 1.0 : limit);
  if (*value <= limit) return {std::nullopt, margin};
  Finding finding;
  finding.code = code;
  finding.score = rounded(*value);
  finding.threshold = rounded(limit);
  finding.message = fmt::format(fmt::runtime(sentence), *value, limit);
  finding.region = question.evidence.regions[static_cast<std::size_t>(id)];
  return {std::move(finding), margin};
}

}  // namespace

Answer border(const Question& question) {
  return at_most(question, FindingCode::kBorder, MeasureId::kBorderWidth,
                 "Framed: a border of {:.0f} pixels runs along the sides (at most {:.0f}); crop it "
                 "away");
}

Answer banding(const Question& question) {
  return at_most(question, FindingCode::kBanding, MeasureId::kBanding,
                 "Banding: the tones that are left stand {:.0f} levels apart (at most {:.0f}); "
                 "smooth areas show steps");
}

Answer double_compression(const Question& question) {
  return at_most(question, FindingCode::kDoubleCompression, MeasureId::kRecompressionTrace,
                 "Compressed twice: saved before as a JPEG of much lower quality, whose steps show "
                 "by {:.0f} % (at most {:.0f} %)");
}

Answer dust(const Question& question) {
  return at_most(question, FindingCode::kDust, MeasureId::kDustSpots,
                 "Dust: soft dark specks lie in smooth areas, {:.1f} by how sure each is (at most "
                 "{:.2f}); retouch them and clean the sensor");
}

Answer hot_pixels(const Question& question) {
  return at_most(question, FindingCode::kHotPixels, MeasureId::kHotPixels,
                 "Hot pixels: {:.0f} coloured specks of single pixels a megapixel in smooth areas "
                 "(at most {:.0f})");
}

Answer upsampled(const Question& question) {
  return at_most(question, FindingCode::kUpsampled, MeasureId::kResamplingTrace,
                 "Looks enlarged: the pattern that enlarging leaves stands {:.1f} times above its "
                 "surroundings (at most {:.1f})");
}

Answer oversaturated(const Question& question) {
  return at_most(question, FindingCode::kOversaturated, MeasureId::kSaturatedArea,
                 "Colours too strong: over {:.0f} % of the photo they are cut off and have lost "
                 "their texture (at most {:.0f} %); take saturation back");
}

Answer halos(const Question& question) {
  return at_most(question, FindingCode::kHalos, MeasureId::kHalos,
                 "Sharpened too much: seams of light and dark along edges, by {:.0f} % of the "
                 "edge (at most {:.0f} %)");
}

}  // namespace photosieve
