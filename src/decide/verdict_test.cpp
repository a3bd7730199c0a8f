// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/verdict.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

const std::vector<DecodeProblem> kNoProblems;

Profile agency() {
  return load_profile("adobe-stock").value_or(Profile{});
}

PhotoFacts facts_of(std::uint32_t width, std::uint32_t height,
                    const std::vector<DecodeProblem>& problems = kNoProblems) {
  return {Format::kJpeg, width, height, 5'000'000, "a.jpg", problems};
}

Evidence good_evidence() {
  Evidence evidence;
  evidence.set(MeasureId::kSharpness, 90);
  evidence.set(MeasureId::kEdgeWidth, 1.3);
  evidence.set(MeasureId::kHighlightsClipped, 0.5);
  evidence.set(MeasureId::kShadowsClipped, 0);
  evidence.set(MeasureId::kPeakLevel, 250);
  evidence.set(MeasureId::kNoiseLuma, 0.8);
  evidence.set(MeasureId::kNoiseChroma, 0.2);
  evidence.set(MeasureId::kJpegQuality, 92);
  return evidence;
}

TEST(Verdict, AGoodPhotoIsApprovedWithoutAWord) {
  const Verdict verdict = decide(facts_of(6000, 4000), good_evidence(), agency());
  EXPECT_EQ(verdict.decision, Decision::kApproved);
  EXPECT_TRUE(verdict.findings.empty());
  EXPECT_GT(verdict.confidence, 0.9);
  EXPECT_GT(verdict.quality, 70);
}

TEST(Verdict, EveryReasonIsGivenInTheOrderOfTheCodes) {
  Evidence evidence = good_evidence();
  evidence.set(MeasureId::kNoiseLuma, 9);
  evidence.set(MeasureId::kHighlightsClipped, 60);
  evidence.set(MeasureId::kSharpness, 10);
  evidence.set(MeasureId::kEdgeWidth, 7);
  const Verdict verdict = decide(facts_of(1000, 1000), evidence, agency());
  EXPECT_EQ(verdict.decision, Decision::kRejected);
  std::vector<FindingCode> codes;
  for (const Finding& finding : verdict.findings) codes.push_back(finding.code);
  EXPECT_EQ(codes, (std::vector{FindingCode::kOutOfFocus, FindingCode::kHighlightsClipped,
                                FindingCode::kNoise, FindingCode::kResolutionTooLow}));
}

TEST(Verdict, AWarningDoesNotReject) {
  Evidence evidence = good_evidence();
  evidence.set(MeasureId::kPeakLevel, 90);
  const Verdict verdict = decide(facts_of(2400, 1600), evidence, agency());
  EXPECT_EQ(verdict.decision, Decision::kApproved);
  ASSERT_EQ(verdict.findings.size(), 2U);
  for (const Finding& finding : verdict.findings) EXPECT_EQ(finding.severity, Severity::kWarn);
}

TEST(Verdict, ARuleThatIsOffOrOnlyWarnsIsTheProfilesBusiness) {
  Profile profile = agency();
  Evidence evidence = good_evidence();
  evidence.set(MeasureId::kNoiseLuma, 9);
  Rule& noise = profile.rules[static_cast<std::size_t>(FindingCode::kNoise)];
  noise.severity = Severity::kLabel;
  EXPECT_EQ(decide(facts_of(6000, 4000), evidence, profile).decision, Decision::kApproved);
  noise.enabled = false;
  EXPECT_TRUE(decide(facts_of(6000, 4000), evidence, profile).findings.empty());
}

TEST(Verdict, ConfidenceFallsTowardsALimitFromBothSides) {
  const auto confidence = [](double noise) {
    Evidence evidence = good_evidence();
    evidence.set(MeasureId::kNoiseLuma, noise);
    return decide(facts_of(6000, 4000), evidence, agency()).confidence;
  };
  EXPECT_GT(confidence(1.0), confidence(3.0));
  EXPECT_GT(confidence(3.0), confidence(3.45));
  EXPECT_NEAR(confidence(3.5 * 1.1), 0.5, 0.001);  // near_percent = 10
  EXPECT_LT(confidence(3.9), confidence(5.0));
  EXPECT_LT(confidence(5.0), confidence(9.0));
}

TEST(Verdict, NearALimitAPersonDecides) {
  Profile profile = agency();
  const auto noisy = [&](double noise) {
    Evidence evidence = good_evidence();
    evidence.set(MeasureId::kNoiseLuma, noise);
    return decide(facts_of(6000, 4000), evidence, profile);
  };
  const Verdict near = noisy(3.8);
  EXPECT_EQ(near.decision, Decision::kApproved);
  ASSERT_EQ(near.findings.size(), 1U);
  EXPECT_EQ(near.findings[0].severity, Severity::kWarn);
  EXPECT_EQ(near.findings[0].threshold, 3.5);
  EXPECT_NE(near.findings[0].message.find("near the limit"), std::string::npos);
  EXPECT_LT(near.confidence, noisy(3.4).confidence);
  EXPECT_EQ(noisy(3.9).decision, Decision::kRejected);
  profile.near_percent = 0;
  EXPECT_EQ(noisy(3.51).decision, Decision::kRejected);
}

TEST(Verdict, ASizeIsNeverNear) {
  const Verdict verdict = decide(facts_of(2300, 1600), good_evidence(), agency());  // 3.68 MP
  EXPECT_EQ(verdict.decision, Decision::kRejected);
}

TEST(Verdict, ADefectIsCertain) {
  const std::vector<DecodeProblem> problems{
      {ProblemKind::kUndecodable, std::nullopt, "No picture"}};
  const Verdict verdict = decide(facts_of(0, 0, problems), {}, agency());
  EXPECT_EQ(verdict.decision, Decision::kRejected);
  EXPECT_EQ(verdict.confidence, 1);
}

TEST(Verdict, OfTwoCopiesTheLargerThenTheSharperOneIsBetter) {
  const auto quality = [](std::uint32_t width, std::uint32_t height, double sharpness,
                          double jpeg) {
    Evidence evidence = good_evidence();
    evidence.set(MeasureId::kSharpness, sharpness);
    evidence.set(MeasureId::kJpegQuality, jpeg);
    return decide(facts_of(width, height), evidence, agency()).quality;
  };
  EXPECT_GT(quality(6000, 4000, 80, 85), quality(3000, 2000, 90, 95));
  EXPECT_GT(quality(6000, 4000, 90, 90), quality(6000, 4000, 70, 90));
  EXPECT_GT(quality(6000, 4000, 90, 95), quality(6000, 4000, 90, 75));
  const std::vector<DecodeProblem> problems{{ProblemKind::kTruncated, 9, "The file ends early"}};
  EXPECT_LT(decide(facts_of(6000, 4000, problems), good_evidence(), agency()).quality,
            quality(1000, 1000, 50, 50));
}

TEST(Verdict, QualityStaysWithinItsRange) {
  Evidence worst;
  for (const MeasureInfo& measure : all_measures()) worst.set(measure.id, measure.lowest);
  Evidence best;
  for (const MeasureInfo& measure : all_measures()) best.set(measure.id, measure.highest);
  for (const Evidence& evidence : {worst, best}) {
    for (const std::uint32_t side : {0U, 1U, 100000U}) {
      const Verdict verdict = decide(facts_of(side, side), evidence, agency());
      EXPECT_GE(verdict.quality, 0);
      EXPECT_LE(verdict.quality, 100);
      EXPECT_GE(verdict.confidence, 0);
      EXPECT_LE(verdict.confidence, 1);
    }
  }
}

}  // namespace
}  // namespace photosieve
