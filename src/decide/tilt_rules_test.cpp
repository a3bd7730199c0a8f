// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/tilt_rules.h"

#include <gtest/gtest.h>

#include <cmath>

namespace photosieve {
namespace {

std::vector<Finding> said(double angle, const std::vector<DecodeProblem>& problems = {}) {
  Evidence evidence;
  evidence.set(MeasureId::kHorizonTilt, std::abs(angle), Region{1, 2, 3, 4});
  evidence.set(MeasureId::kHorizonAngle, angle);
  const PhotoFacts facts{Format::kJpeg, 4000, 3000, 5'000'000, "a.jpg", problems};
  auto findings = decide(facts, evidence, load_profile("adobe-stock").value_or(Profile{})).findings;
  std::erase_if(findings, [](const Finding& one) { return one.code == FindingCode::kTruncated; });
  return findings;
}

TEST(TiltRules, WarnsBetweenItsLimitsAndSaysWhichWay) {
  for (const double level : {0.0, 1.5, -1.5, 10.0, -12.0})
    EXPECT_TRUE(said(level).empty()) << level;
  for (const double angle : {1.6, -2.0, 9.9}) {
    SCOPED_TRACE(angle);
    const auto findings = said(angle);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, FindingCode::kTilted);
    EXPECT_EQ(findings[0].severity, Severity::kWarn);
    EXPECT_EQ(findings[0].score, std::abs(angle));
    EXPECT_EQ(findings[0].threshold, 1.5);
    EXPECT_EQ(findings[0].region, (Region{1, 2, 3, 4}));
  }
  EXPECT_EQ(said(2.25).at(0).message,
            "Tilted: turned by 2.2 degrees against the clock (at most 1.5); turn it back and crop");
  EXPECT_EQ(said(-4).at(0).message,
            "Tilted: turned by 4.0 degrees with the clock (at most 1.5); turn it back and crop");
}

TEST(TiltRules, NothingIsSaidOfAPhotoThatIsNotWhole) {
  EXPECT_TRUE(said(4, {{ProblemKind::kTruncated, 10, "cut off"}}).empty());
}

}  // namespace
}  // namespace photosieve
