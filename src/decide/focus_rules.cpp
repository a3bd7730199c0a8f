// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/focus_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "decide/file_rules.h"

namespace photosieve {
namespace {

// In units of the limit; where the limit is 0, in plain units.
double above(double value, double limit) {
  return (value - limit) / (limit == 0 ? 1.0 : limit);
}

Answer soft(const Question& question, FindingCode code, const char* sentence) {
  if (!question.whole) return {};
  const auto width = question.evidence.measures.get(MeasureId::kEdgeWidth);
  const auto points = question.evidence.measures.get(MeasureId::kSharpness);
  if (!width || !points) return {};
  const double least_points = question.rule.limits[0];
  const double widest = question.rule.limits[1];
  const double margin = std::max(-above(*width, widest), above(*points, least_points));
  if (*width <= widest || *points >= least_points) return {std::nullopt, margin};
  Answer answer =
      counted(code, *width, widest, margin, fmt::format(fmt::runtime(sentence), *width, widest));
  answer.finding->region =
      question.evidence.regions[static_cast<std::size_t>(MeasureId::kEdgeWidth)];
  return answer;
}

// Degrees as a photographer would say them.
std::string_view words_of(double degrees) {
  constexpr double near = 22.5;
  if (degrees < near || degrees > 180 - near) return "sideways";
  if (degrees < 90 - near) return "up to the right";
  return degrees <= 90 + near ? "up and down" : "up to the left";
}

}  // namespace

Answer out_of_focus(const Question& question) {
  return soft(question, FindingCode::kOutOfFocus,
              "Soft at 100 %: the sharpest edges spread over {:.1f} pixels (at most {:.1f}); "
              "nothing in the photo is in focus");
}

Answer slightly_soft(const Question& question) {
  return soft(question, FindingCode::kSlightlySoft,
              "A little soft at 100 %: the sharpest edges spread over {:.1f} pixels (crisp up to "
              "{:.1f}); look at the subject yourself");
}

Answer motion_blur(const Question& question) {
  if (!question.whole) return {};
  const auto length = question.evidence.measures.get(MeasureId::kMotionLength);
  if (!length) return {};
  const double most = question.rule.limits[0];
  const double margin = -above(*length, most);
  const double limit = margin < 0 ? most : std::min(most, question.rule.limits[1]);
  if (*length <= limit) return {std::nullopt, margin};
  const auto direction = question.evidence.measures.get(MeasureId::kMotionDirection);
  const std::string way = direction ? fmt::format(", {} ({:.0f} degrees)", words_of(*direction),
                                                  std::fmod(*direction, 180.0))
                                    : std::string();
  Answer answer = counted(
      FindingCode::kMotionBlur, *length, limit, margin,
      fmt::format("Moved during the exposure: smeared over some {:.1f} pixels{} (at most {:.1f})",
                  *length, way, limit));
  answer.near = margin >= 0;
  return answer;
}

}  // namespace photosieve
