// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/rules.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

Profile agency() {
  return load_profile("adobe-stock").value_or(Profile{});
}

const std::vector<DecodeProblem> kNoProblems;

// Everything that is said about a photo under the Adobe Stock profile.
std::vector<Finding> findings_of(const PhotoFacts& facts, const Evidence& evidence) {
  return decide(facts, evidence, agency()).findings;
}

PhotoFacts good_facts(std::string_view path = "a.jpg",
                      const std::vector<DecodeProblem>& problems = kNoProblems) {
  return {Format::kJpeg, 4000, 3000, 5'000'000, path, problems};
}

struct SizeCase {
  std::uint32_t width, height;
  const char* code;  // "" for none
};

TEST(Rules, ResolutionHasAHardLimitAndABorderline) {
  const SizeCase cases[] = {
      {2400, 1600, "resolution_borderline"},  // 3.84 MP
      {2399, 1600, "resolution_too_low"},
      {2500, 1600, ""},
      {2499, 1600, "resolution_borderline"},
      {10000, 10000, ""},
      {10001, 10000, "resolution_too_high"},
      {1, 1, "resolution_too_low"},
      {0, 0, ""},
  };
  for (const SizeCase& c : cases) {
    PhotoFacts facts = good_facts();
    facts.width = c.width;
    facts.height = c.height;
    const auto findings = findings_of(facts, {});
    SCOPED_TRACE(testing::Message() << c.width << " x " << c.height);
    ASSERT_EQ(findings.size(), *c.code == '\0' ? 0U : 1U);
    if (!findings.empty()) {
      EXPECT_EQ(info(findings[0].code).name, c.code);
    }
  }
}

TEST(Rules, AMessageHasTheNumbersAndNeverRoundsASizeUpToItsLimit) {
  PhotoFacts facts = good_facts();
  facts.width = 2399;
  facts.height = 1600;
  EXPECT_EQ(findings_of(facts, {})[0].message,
            "Too small: 2399 x 1600 is 3.83 megapixels (at least 3.84)");
  Evidence soft;
  soft.set(MeasureId::kEdgeWidth, 4.2, Region{64, 128, 64, 64});
  soft.set(MeasureId::kSharpness, 37.7);
  const Finding finding = findings_of(good_facts(), soft).at(0);
  EXPECT_EQ(
      finding.message,
      "Soft at 100 %: the sharpest edges spread over 4.2 pixels (at most 2.2); nothing in the "
      "photo is in focus");
  EXPECT_EQ(finding.score, 4.2);
  EXPECT_EQ(finding.threshold, 2.2);
  EXPECT_EQ(finding.region, (Region{64, 128, 64, 64}));
}

TEST(Rules, FileSizeIsInMegabytesOf1024Squared) {
  PhotoFacts facts = good_facts();
  facts.bytes = 45ULL << 20;
  EXPECT_TRUE(findings_of(facts, {}).empty());
  ++facts.bytes;
  EXPECT_EQ(findings_of(facts, {}).at(0).code, FindingCode::kFileTooLarge);
}

struct MeasureCase {
  double good;
  double bad;
  MeasureId id;
  FindingCode code;
};

TEST(Rules, EachMeasureHasItsOwnFindingBeyondItsLimit) {
  const MeasureCase cases[] = {
      {40, 40.1, MeasureId::kHighlightsClipped, FindingCode::kHighlightsClipped},
      {50, 50.1, MeasureId::kShadowsClipped, FindingCode::kShadowsClipped},
      {3.5, 3.6, MeasureId::kNoiseLuma, FindingCode::kNoise},
      {60, 59, MeasureId::kJpegQuality, FindingCode::kJpegQualityLow},
      {140, 139, MeasureId::kPeakLevel, FindingCode::kUnderexposed},
      {2, 2.1, MeasureId::kFringing, FindingCode::kFringing},
  };
  for (const MeasureCase& c : cases) {
    SCOPED_TRACE(info(c.code).name);
    Evidence evidence;
    evidence.set(c.id, c.good);
    EXPECT_TRUE(findings_of(good_facts(), evidence).empty());
    evidence.set(c.id, c.bad);
    const auto findings = findings_of(good_facts(), evidence);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, c.code);
    EXPECT_EQ(findings[0].score, c.bad);
    EXPECT_EQ(findings[0].threshold, c.good);
    EXPECT_FALSE(findings[0].message.empty());
  }
}

TEST(Rules, WithoutARuleOfItsOwnColourNoiseIsNoiseToo) {
  Evidence evidence;
  evidence.set(MeasureId::kNoiseLuma, 1);
  evidence.set(MeasureId::kNoiseChroma, 2.6);
  EXPECT_EQ(findings_of(good_facts(), evidence).at(0).code, FindingCode::kNoiseChroma);
  Profile profile = agency();
  profile.rules[static_cast<std::size_t>(FindingCode::kNoiseChroma)].enabled = false;
  const auto findings = decide(good_facts(), evidence, profile).findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kNoise);
  EXPECT_EQ(findings[0].score, 2.6);
}

TEST(Rules, TheNameIsHeldAgainstTheContent) {
  struct Case {
    const char* path;
    Format format;
    bool fits;
  };
  const Case cases[] = {
      {"a.jpg", Format::kJpeg, true},        {"a.JPEG", Format::kJpeg, true},
      {"a.png", Format::kJpeg, false},       {"a.jpg", Format::kPng, false},
      {"dir.png/a.png", Format::kPng, true}, {"dir.png/a", Format::kPng, false},
      {"a", Format::kUnknown, true},         {"a.jpg.png", Format::kJpeg, false},
  };
  for (const Case& c : cases) {
    PhotoFacts facts = good_facts(c.path);
    facts.format = c.format;
    auto findings = findings_of(facts, {});
    std::erase_if(findings, [](const Finding& finding) {
      return finding.code == FindingCode::kFormatNotJpeg;
    });
    EXPECT_EQ(findings.empty(), c.fits) << c.path;
    if (!findings.empty()) {
      EXPECT_EQ(findings[0].severity, Severity::kWarn);
    }
  }
}

TEST(Rules, ADefectHasItsOffsetAndMessageAndSilencesWhatItsPixelsWouldSay) {
  const std::vector<DecodeProblem> problems{
      {ProblemKind::kTruncated, 12345, "The file ends at byte 12345, before the picture does"}};
  Evidence evidence;
  evidence.set(MeasureId::kEdgeWidth, 9);
  evidence.set(MeasureId::kSharpness, 10);
  evidence.set(MeasureId::kPeakLevel, 20);
  evidence.set(MeasureId::kJpegQuality, 30);
  const auto findings = findings_of(good_facts("a.jpg", problems), evidence);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].code, FindingCode::kJpegQualityLow);
  EXPECT_EQ(findings[1].code, FindingCode::kTruncated);
  EXPECT_EQ(findings[1].score, 12345);
  EXPECT_EQ(findings[1].message, problems[0].message);
}

TEST(Rules, EveryCodeOfTheTableComesInOrder) {
  for (std::size_t i = 1; i < all_rules().size(); ++i)
    EXPECT_LT(all_rules()[i - 1].code, all_rules()[i].code);
}

// Under a profile that takes every format.
std::vector<Finding> of_any_agency(const PhotoFacts& facts) {
  return decide(facts, {}, load_profile("generic").value()).findings;
}

TEST(Rules, TheNameIsHeldAgainstEachFormat) {
  struct Case {
    Format format;
    const char* path;
    const char* rename_to;  // "" when it fits
  };
  for (const Case& c : {Case{Format::kWebp, "a.webp", ""}, Case{Format::kWebp, "a.jpg", ".webp"},
                        Case{Format::kTiff, "a.TIF", ""}, Case{Format::kTiff, "a.tiff", ""},
                        Case{Format::kTiff, "a.jpeg", ".tif"}, Case{Format::kHeif, "a.HEIC", ""},
                        Case{Format::kHeif, "a.hif", ""}, Case{Format::kHeif, "a.avif", ".heic"},
                        Case{Format::kAvif, "a.avif", ""}, Case{Format::kAvif, "a.heic", ".avif"},
                        Case{Format::kPng, "a", ".png"}, Case{Format::kUnknown, "a.xyz", ""}}) {
    PhotoFacts facts = good_facts(c.path);
    facts.format = c.format;
    const auto findings = of_any_agency(facts);
    SCOPED_TRACE(testing::Message() << c.path);
    ASSERT_EQ(findings.size(), *c.rename_to == '\0' ? 0U : 1U);
    if (!findings.empty()) {
      EXPECT_TRUE(findings[0].message.ends_with(c.rename_to)) << findings[0].message;
    }
  }
}

TEST(Rules, SeveralPicturesAreALabelThatSaysWhichOneWasLookedAt) {
  PhotoFacts facts = good_facts("a.tif");
  facts.format = Format::kTiff;
  EXPECT_TRUE(of_any_agency(facts).empty());
  facts.pictures = 3;
  const auto findings = of_any_agency(facts);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kSeveralPictures);
  EXPECT_EQ(findings[0].severity, Severity::kLabel);
  EXPECT_EQ(findings[0].score, 3);
  EXPECT_EQ(findings[0].message,
            "The file holds 3 pictures: the first one was looked at, the others were not");
  EXPECT_EQ(decide(facts, {}, load_profile("generic").value()).decision, Decision::kApproved);
}

}  // namespace
}  // namespace photosieve
