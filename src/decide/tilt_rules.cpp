// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/tilt_rules.h"

#include <fmt/format.h>

namespace photosieve {

Answer tilted(const Question& question) {
  if (!question.whole) return {};
  const auto tilt = question.evidence.measures.get(MeasureId::kHorizonTilt);
  if (!tilt) return {};
  const double most = question.rule.limits[0];
  const double meant = question.rule.limits[1];
  const double margin = (most - *tilt) / (most == 0 ? 1.0 : most);
  if (*tilt >= meant) return {};
  if (*tilt <= most) return {std::nullopt, margin};
  const auto angle = question.evidence.measures.get(MeasureId::kHorizonAngle);
  Finding finding;
  finding.code = FindingCode::kTilted;
  finding.score = rounded(*tilt);
  finding.threshold = rounded(most);
  finding.message = fmt::format(
      "Tilted: turned by {:.1f} degrees{} (at most {:.1f}); turn it back and crop", *tilt,
      !angle         ? ""
      : *angle > 0.0 ? " against the clock"
                     : " with the clock",
      most);
  finding.region = question.evidence.regions[static_cast<std::size_t>(MeasureId::kHorizonTilt)];
  return {std::move(finding), margin};
}

}  // namespace photosieve
