// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/verdict.h"

#include <algorithm>
#include <cmath>

#include "decide/rules.h"

namespace photosieve {
namespace {

bool whole(const std::vector<DecodeProblem>& problems) {
  return problems.empty();
}

// Half sure at the limit, 0.73 a tenth of it away, 0.99 where it is half of it away.
double confidence_at(double distance) {
  return 1.0 / (1.0 + std::exp(-10.0 * distance));
}

// Rules of degree, whose limit no agency draws sharply.
bool may_be_near(Category category) {
  return category == Category::kQuality || category == Category::kDefect;
}

// Beyond the limit, but near it: a rejecting rule warns, and its limit to reject lies further off.
void widen(Answer& answer, double near) {
  if (!answer.margin) return;
  if (answer.finding && !answer.near && -*answer.margin <= near) {
    answer.near = true;
    answer.finding->message += "; near the limit, look at it yourself";
  }
  *answer.margin += near;
}

// How far rejecting rules are from changing their mind. A rejected photo would have to win over
// its clearest rejection; an approved one only to lose to the nearest rule.
struct Nearest {
  double rejection = 0;   // the largest distance beyond a limit
  double approval = 1e9;  // the smallest distance to a limit not crossed
  bool certain = false;   // rejected for a reason that is not a matter of degree

  void take(const Answer& answer) {
    if (answer.finding && !answer.margin) certain = true;
    if (!answer.margin) return;
    if (answer.finding && !answer.near) {
      rejection = std::max(rejection, -*answer.margin);
    } else {
      approval = std::min(approval, *answer.margin);
    }
  }
};

double share(double value, double worst, double best) {
  return std::clamp((value - worst) / (best - worst), 0.0, 1.0);
}

// Which of two alike photos is the better one: 40 for resolution (each doubling counts the same, up
// to 64 megapixels), 30 for sharpness, 10 each for noise, clipping and compression. What could not
// be measured counts as half.
double quality_of(const PhotoFacts& facts, const Measures& measures) {
  const auto part = [&](MeasureId id, double worst, double best) {
    const auto value = measures.get(id);
    return value ? share(*value, worst, best) : 0.5;
  };
  const double megapixels =
      static_cast<double>(facts.width) * static_cast<double>(facts.height) / 1e6;
  const double resolution = megapixels > 0 ? share(std::log2(megapixels), -2.0, 6.0) : 0.0;
  const double clipping = 0.7 * part(MeasureId::kHighlightsClipped, 30, 0) +
                          0.3 * part(MeasureId::kShadowsClipped, 60, 0);
  return rounded(40 * resolution + 30 * part(MeasureId::kSharpness, 0, 100) +
                 10 * part(MeasureId::kNoiseLuma, 8, 0) + 10 * clipping +
                 10 * part(MeasureId::kJpegQuality, 30, 100));
}

// One reason a matter: what is too small is not also nearly large enough.
void drop_lesser(std::vector<Finding>& findings, FindingCode greater, FindingCode lesser) {
  const auto is = [](FindingCode code) {
    return [code](const Finding& finding) { return finding.code == code; };
  };
  if (std::any_of(findings.begin(), findings.end(), is(greater)))
    findings.erase(std::remove_if(findings.begin(), findings.end(), is(lesser)), findings.end());
}

}  // namespace

Verdict decide(const PhotoFacts& facts, const Evidence& evidence, const Profile& profile) {
  Verdict verdict;
  Nearest nearest;
  for (const RuleEntry& entry : all_rules()) {
    const Rule& rule = profile.rule(entry.code);
    if (!rule.enabled) continue;
    Answer answer = entry.ask({facts, evidence, rule, whole(facts.problems), profile});
    if (rule.severity == Severity::kReject) {
      if (may_be_near(info(entry.code).category)) widen(answer, profile.near_percent / 100);
      nearest.take(answer);
    }
    if (!answer.finding) continue;
    const bool warns = answer.near && rule.severity == Severity::kReject;
    answer.finding->severity = warns ? Severity::kWarn : rule.severity;
    verdict.findings.push_back(*std::move(answer.finding));
  }
  drop_lesser(verdict.findings, FindingCode::kResolutionTooLow, FindingCode::kResolutionBorderline);
  drop_lesser(verdict.findings, FindingCode::kOutOfFocus, FindingCode::kSlightlySoft);
  drop_lesser(verdict.findings, FindingCode::kMotionBlur, FindingCode::kSlightlySoft);
  drop_lesser(verdict.findings, FindingCode::kTitleTooLong, FindingCode::kTitleLong);

  const bool rejected = rejects(verdict.findings);
  verdict.decision = rejected ? Decision::kRejected : Decision::kApproved;
  verdict.confidence = rounded(
      nearest.certain ? 1.0 : confidence_at(rejected ? nearest.rejection : nearest.approval));
  // A picture with a part missing is worse than any whole one of the same size.
  const double quality = quality_of(facts, evidence.measures);
  verdict.quality = whole(facts.problems) ? quality : rounded(quality / 4);
  return verdict;
}

}  // namespace photosieve
