// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/trace_rules.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

struct TraceCase {
  MeasureId id;
  double good;
  double bad;
  FindingCode code;
  Severity severity;
};

const TraceCase kCases[] = {
    {MeasureId::kBorderWidth, 3, 4, FindingCode::kBorder, Severity::kReject},
    {MeasureId::kBanding, 6, 8.25, FindingCode::kBanding, Severity::kWarn},
    {MeasureId::kRecompressionTrace, 30, 31, FindingCode::kDoubleCompression, Severity::kWarn},
    {MeasureId::kDustSpots, 0.75, 1.5, FindingCode::kDust, Severity::kWarn},
    {MeasureId::kHotPixels, 2, 3, FindingCode::kHotPixels, Severity::kWarn},
    {MeasureId::kResamplingTrace, 6, 6.5, FindingCode::kUpsampled, Severity::kWarn},
    {MeasureId::kSaturatedArea, 20, 20.5, FindingCode::kOversaturated, Severity::kWarn},
    {MeasureId::kHalos, 12, 12.5, FindingCode::kHalos, Severity::kWarn},
};

std::vector<Finding> said(MeasureId id, double value,
                          const std::vector<DecodeProblem>& problems = {}) {
  Evidence evidence;
  evidence.set(id, value, Region{1, 2, 3, 4});
  const PhotoFacts facts{Format::kJpeg, 4000, 3000, 5'000'000, "a.jpg", problems};
  auto findings = decide(facts, evidence, load_profile("adobe-stock").value_or(Profile{})).findings;
  std::erase_if(findings,
                [](const Finding& finding) { return finding.code == FindingCode::kTruncated; });
  return findings;
}

TEST(TraceRules, EachHasAPhotoOnBothSides) {
  for (const TraceCase& c : kCases) {
    SCOPED_TRACE(info(c.code).name);
    EXPECT_TRUE(said(c.id, c.good).empty());
    const auto findings = said(c.id, c.bad);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, c.code);
    EXPECT_EQ(findings[0].severity, c.severity);
    EXPECT_EQ(findings[0].score, c.bad);
    EXPECT_EQ(findings[0].threshold, c.good);
    EXPECT_EQ(findings[0].region, (Region{1, 2, 3, 4}));
    EXPECT_LE(findings[0].message.size(), 300U);
  }
}

TEST(TraceRules, NothingIsSaidOfAPhotoThatIsNotWhole) {
  const std::vector<DecodeProblem> problems{{ProblemKind::kTruncated, 10, "cut off"}};
  for (const TraceCase& c : kCases) EXPECT_TRUE(said(c.id, c.bad, problems).empty());
}

}  // namespace
}  // namespace photosieve
