// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/sight_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace photosieve {
namespace {

std::vector<Finding> findings_of(const Seen& seen) {
  static const std::vector<DecodeProblem> kNone;
  Evidence evidence;
  evidence.see(seen);
  const Verdict verdict = decide({Format::kJpeg, 4000, 3000, 5'000'000, "a.jpg", kNone}, evidence,
                                 load_profile("adobe-stock").value_or(Profile{}));
  EXPECT_EQ(verdict.decision, Decision::kApproved) << "what networks see never rejects";
  return verdict.findings;
}

SeenFace face(double certainty, double height) {
  return {{100, 200, 300, 400}, certainty, height};
}

SeenText text(double certainty, double height, const std::string& words) {
  return {{10, 20, 300, 40}, certainty, height, words};
}

TEST(SightRules, NothingIsSaidAndNothingMeasuredWhereNobodyLooked) {
  EXPECT_TRUE(findings_of({}).empty());
  Evidence evidence;
  evidence.see({});
  EXPECT_FALSE(evidence.measures.get(MeasureId::kFaceCertainty));
  evidence.see({.faces = std::vector<SeenFace>{}, .texts = {}});
  EXPECT_EQ(evidence.measures.get(MeasureId::kFaceCertainty), 0) << "looked for, and none";
  EXPECT_FALSE(evidence.measures.get(MeasureId::kFaceHeight));
  EXPECT_FALSE(evidence.measures.get(MeasureId::kTextCertainty));
}

TEST(SightRules, AFaceCountsFromItsLimitsOn) {
  struct FaceCase {
    double certainty, height;
    bool found;
  };
  for (const FaceCase& c :
       {FaceCase{75, 3, true}, {74.9, 3, false}, {75, 2.9, false}, {99, 60, true}}) {
    const auto findings = findings_of({.faces = {{face(c.certainty, c.height)}}, .texts = {}});
    EXPECT_EQ(findings.size(), c.found ? 1U : 0U) << c.certainty << " " << c.height;
  }
}

TEST(SightRules, SeveralFacesAreCountedWithTheirPlacesAndTheLargestIsTold) {
  const auto findings =
      findings_of({.faces = {{face(95, 12), face(80, 25), face(60, 50)}}, .texts = {}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kRecognisableFace);
  EXPECT_EQ(findings[0].severity, Severity::kWarn);
  EXPECT_EQ(findings[0].score, 25);
  EXPECT_EQ(findings[0].regions.size(), 2U);
  EXPECT_EQ(findings[0].region, (Region{100, 200, 300, 400}));
  EXPECT_EQ(
      findings[0].message,
      "2 faces can be recognised (25 % of the height): a model release is needed of everybody "
      "who can be");
}

TEST(SightRules, TextIsToldWithItsWords) {
  const auto findings =
      findings_of({.faces = {}, .texts = {{text(96, 2.5, "OPEN"), text(88, 4, "Hotel")}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kReadableText);
  EXPECT_EQ(findings[0].score, 4);
  EXPECT_EQ(
      findings[0].message,
      "Text can be read: \"OPEN\", \"Hotel\" (4.0 % of the height): no names, brands or logos "
      "may be seen");
}

TEST(SightRules, ADateAlongTheEdgeIsToldAsADateAndNotAsText) {
  const SeenText date{{3600, 2880, 300, 60}, 97, 2, "2007. 2.26"};
  const auto findings = findings_of({.faces = {}, .texts = {{date}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kBurntInDate);
  EXPECT_EQ(findings[0].severity, Severity::kWarn);
  EXPECT_EQ(findings[0].region, date.region);
  EXPECT_EQ(findings[0].message,
            "A date is burnt into the photo: \"2007. 2.26\" (2.0 % of the height); crop it, or "
            "retouch it cleanly");
  const auto both = findings_of({.faces = {}, .texts = {{date, text(96, 2.5, "OPEN")}}});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].message.find("2007"), std::string::npos) << both[0].message;
  EXPECT_EQ(both[1].code, FindingCode::kBurntInDate);
}

TEST(SightRules, ADateCountsFromItsLimitsOn) {
  struct DateCase {
    double certainty, height;
    bool found;
  };
  for (const DateCase& c :
       {DateCase{60, 1, true}, {59.9, 1, false}, {60, 0.9, false}, {99, 60, true}}) {
    const SeenText date{{3600, 2880, 300, 60}, c.certainty, c.height, "24.12.98"};
    const auto findings = findings_of({.faces = {}, .texts = {{date}}});
    const bool found = std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
      return one.code == FindingCode::kBurntInDate;
    });
    EXPECT_EQ(found, c.found) << c.certainty << " " << c.height;
  }
}

TEST(SightRules, LetteringThatCannotBeReadIsSaidToBeSuch) {
  const auto findings = findings_of({.faces = {}, .texts = {{text(50, 5, "UEENLU")}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message.find("UEENLU"), std::string::npos)
      << "words of which it is not sure";
  EXPECT_TRUE(findings_of({.faces = {}, .texts = {{text(44, 5, "rn")}}}).empty());
}

TEST(SightRules, AMessageIsShortWhateverWasRead) {
  const auto findings = findings_of(
      {.faces = {},
       .texts = {{text(99, 5, std::string(80, 'a')), text(99, 5, std::string(80, 'b'))}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_LE(findings[0].message.size(), 300U);
}

TEST(SightRules, AProfileCannotHaveThemReject) {
  const auto read = load_profile("adobe-stock");
  ASSERT_TRUE(read);
  for (const FindingCode code :
       {FindingCode::kRecognisableFace, FindingCode::kReadableText, FindingCode::kBurntInDate}) {
    EXPECT_FALSE(may_reject(code));
    EXPECT_NE(read->rule(code).severity, Severity::kReject);
  }
  EXPECT_FALSE(
      profile_from_toml("name = \"a\"\ntitle = \"A\"\nextends = \"adobe-stock\"\n"
                        "[rules.recognisable_face]\nseverity = \"reject\"\n",
                        "a.toml"));
  EXPECT_TRUE(
      profile_from_toml("name = \"a\"\ntitle = \"A\"\nextends = \"adobe-stock\"\n"
                        "[rules.recognisable_face]\nseverity = \"label\"\n",
                        "a.toml"));
}

}  // namespace
}  // namespace photosieve
