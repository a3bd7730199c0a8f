// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/focus_rules.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

PhotoFacts good_facts() {
  static const std::vector<DecodeProblem> none;
  return {.format = Format::kJpeg,
          .width = 3000,
          .height = 2000,
          .bytes = 3'000'000,
          .path = "a.jpg",
          .problems = none};
}

std::vector<Finding> findings_of(const Evidence& evidence) {
  return decide(good_facts(), evidence, load_profile("adobe-stock").value_or(Profile{})).findings;
}

Evidence edges(double width, double points) {
  Evidence evidence;
  evidence.set(MeasureId::kEdgeWidth, width, Region{64, 128, 64, 64});
  evidence.set(MeasureId::kSharpness, points);
  return evidence;
}

Evidence moved(double length, std::optional<double> direction = std::nullopt) {
  Evidence evidence;
  evidence.set(MeasureId::kMotionLength, length);
  if (direction) evidence.set(MeasureId::kMotionDirection, *direction);
  return evidence;
}

TEST(FocusRules, SoftnessNeedsBothWitnessesAndWarnsBeforeItRejects) {
  struct SoftnessCase {
    double width;
    double points;
    std::optional<FindingCode> code;
    Severity severity;
  };
  const SoftnessCase cases[] = {
      {1.0, 100, std::nullopt, {}},
      {5.0, 73, std::nullopt, {}},  // few fine edges, but detail that only a sharp photo has
      {1.4, 50, std::nullopt, {}},  // texture smoothed away, but crisp edges
      {1.6, 71, FindingCode::kSlightlySoft, Severity::kWarn},
      {2.3, 67, FindingCode::kSlightlySoft, Severity::kWarn},
      {2.3, 65, FindingCode::kOutOfFocus, Severity::kWarn},  // near the limit
      {2.6, 58, FindingCode::kOutOfFocus, Severity::kReject},
  };
  for (const SoftnessCase& c : cases) {
    SCOPED_TRACE(testing::Message() << c.width << " px, " << c.points << " points");
    const auto findings = findings_of(edges(c.width, c.points));
    ASSERT_EQ(findings.size(), c.code ? 1U : 0U);
    if (!c.code) continue;
    EXPECT_EQ(findings[0].code, *c.code);
    EXPECT_EQ(findings[0].severity, c.severity);
    EXPECT_EQ(findings[0].score, c.width);
    EXPECT_EQ(findings[0].region, (Region{64, 128, 64, 64}));
  }
}

TEST(FocusRules, AMovementIsToldWithItsDirectionAndOnlyWarnsNearTheLimit) {
  EXPECT_TRUE(findings_of(moved(3)).empty());
  const auto near = findings_of(moved(3.1, 88)).at(0);
  EXPECT_EQ(near.code, FindingCode::kMotionBlur);
  EXPECT_EQ(near.severity, Severity::kWarn);
  EXPECT_EQ(near.threshold, 3);
  const auto far = findings_of(moved(7.23, 30)).at(0);
  EXPECT_EQ(far.severity, Severity::kReject);
  EXPECT_EQ(far.threshold, 4.5);
  EXPECT_EQ(far.message,
            "Moved during the exposure: smeared over some 7.2 pixels, up to the right (30 "
            "degrees) (at most 4.5)");
  EXPECT_EQ(findings_of(moved(7)).at(0).message,
            "Moved during the exposure: smeared over some 7.0 pixels (at most 4.5)");
}

TEST(FocusRules, APhotoThatMovedIsNotAlsoSlightlySoft) {
  Evidence evidence = edges(1.7, 70);
  evidence.set(MeasureId::kMotionLength, 9);
  const auto findings = findings_of(evidence);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kMotionBlur);
}

TEST(FocusRules, AWarningNearTheLimitLeavesThePhotoApproved) {
  const Verdict verdict =
      decide(good_facts(), moved(4.9), load_profile("adobe-stock").value_or(Profile{}));
  EXPECT_EQ(verdict.decision, Decision::kApproved);
  EXPECT_LT(verdict.confidence, 0.6);  // it lies beside the limit
}

TEST(FocusRules, NothingIsSaidOfAPhotoWithAPartMissing) {
  const std::vector<DecodeProblem> problems{{.kind = ProblemKind::kTruncated}};
  PhotoFacts facts{.format = Format::kJpeg,
                   .width = 3000,
                   .height = 2000,
                   .bytes = 3'000'000,
                   .path = "a.jpg",
                   .problems = problems};
  Evidence evidence = edges(5, 30);
  evidence.set(MeasureId::kMotionLength, 9);
  for (const Finding& finding :
       decide(facts, evidence, load_profile("adobe-stock").value_or(Profile{})).findings)
    EXPECT_EQ(finding.code, FindingCode::kTruncated);
}

}  // namespace
}  // namespace photosieve
