// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/file_rules.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

const std::vector<DecodeProblem> kNoProblems;

// A photo that nothing can be said against.
PhotoMetadata good() {
  PhotoMetadata metadata;
  metadata.title = "Red fox walking in snow";
  metadata.keywords = {"red fox", "snow", "winter", "forest", "walking"};
  metadata.keyword_count = 5;
  metadata.colour = {ColourModel::kRgb, "sRGB", ColourSource::kProfile, "sRGB", ""};
  return metadata;
}

std::vector<Finding> said(const PhotoMetadata& metadata, Format format = Format::kJpeg) {
  const PhotoFacts facts{format, 4000, 3000, 1'000'000, "a", kNoProblems, &metadata};
  auto findings = decide(facts, {}, load_profile("adobe-stock").value_or(Profile{})).findings;
  std::erase_if(findings, [](const Finding& finding) {
    return finding.code == FindingCode::kWrongExtension;
  });
  return findings;
}

struct Case {
  const char* what;
  void (*change)(PhotoMetadata&);
  const char* code;  // "" for none
  Severity severity = Severity::kWarn;
};

TEST(FileRules, EachHasAPhotoOnBothSides) {
  const Case cases[] = {
      {"good", [](PhotoMetadata&) {}, ""},
      {"Adobe RGB", [](PhotoMetadata& m) { m.colour.space = "Adobe RGB (1998)"; },
       "colour_space_not_srgb", Severity::kReject},
      {"Rec. 709", [](PhotoMetadata& m) { m.colour.space = "Rec. 709"; }, ""},
      {"custom", [](PhotoMetadata& m) { m.colour.space = "custom"; }, "colour_space_not_srgb",
       Severity::kReject},
      {"CMYK",
       [](PhotoMetadata& m) {
         m.colour = {ColourModel::kCmyk, "CMYK"};
       },
       "colour_space_not_srgb", Severity::kReject},
      {"untagged", [](PhotoMetadata& m) { m.colour = {ColourModel::kRgb}; },
       "colour_profile_missing", Severity::kLabel},
      {"broken profile",
       [](PhotoMetadata& m) {
         m.colour = {ColourModel::kRgb, "", {}, "", "Bad"};
       },
       "colour_profile_broken"},
      {"grey",
       [](PhotoMetadata& m) {
         m.colour = {ColourModel::kGrey, "grey"};
       },
       "greyscale"},
      {"broken", [](PhotoMetadata& m) { m.problems = {"The Exif block is damaged"}; },
       "metadata_broken"},
      {"position",
       [](PhotoMetadata& m) {
         m.gps = {true, 13.75, 100.5};
       },
       "position_in_metadata"},
      {"illegible position", [](PhotoMetadata& m) { m.gps.present = true; },
       "position_in_metadata"},
      {"no fix",
       [](PhotoMetadata& m) {
         m.gps = {true, 0, 0};
       },
       ""},
      {"serial number",
       [](PhotoMetadata& m) {
         m.private_fields = {{"serial", "Exif"}};
       },
       "private_fields"},
      {"generated",
       [](PhotoMetadata& m) {
         m.ai_marks = {{AiKind::kGenerated, "x", "XMP"}};
       },
       "ai_generated", Severity::kLabel},
      {"edited",
       [](PhotoMetadata& m) {
         m.ai_marks = {{AiKind::kEdited, "x", "XMP"}};
       },
       "ai_edited", Severity::kLabel},
      {"thumbnail alike",
       [](PhotoMetadata& m) {
         m.thumbnail = {true, 160, 120, 0.7};
       },
       ""},
      {"thumbnail unlike",
       [](PhotoMetadata& m) {
         m.thumbnail = {true, 160, 120, 0.69};
       },
       "thumbnail_unlike"},
      {"thumbnail not compared",
       [](PhotoMetadata& m) {
         m.thumbnail = {true, 0, 0};
       },
       ""},
  };
  for (const Case& one : cases) {
    PhotoMetadata metadata = good();
    one.change(metadata);
    const auto findings = said(metadata);
    ASSERT_EQ(findings.size(), *one.code == '\0' ? 0U : 1U) << one.what;
    if (findings.empty()) continue;
    EXPECT_EQ(info(findings[0].code).name, one.code);
    EXPECT_EQ(findings[0].severity, one.severity) << one.what;
    EXPECT_EQ(info(findings[0].code).category, Category::kCompliance);
  }
}

TEST(FileRules, PhotosAreJpegs) {
  EXPECT_TRUE(said(good(), Format::kJpeg).empty());
  const auto png = said(good(), Format::kPng);
  ASSERT_EQ(png.size(), 1U);
  EXPECT_EQ(png[0].code, FindingCode::kFormatNotJpeg);
  EXPECT_EQ(png[0].message,
            "A PNG file: photos are taken as JPEG alone; export it as JPEG at the highest quality");
  EXPECT_TRUE(said(good(), Format::kAvif).at(0).message.starts_with("An AVIF file:"));
  EXPECT_TRUE(said(good(), Format::kWebp).at(0).message.starts_with("A WebP file:"));
}

TEST(FileRules, WhatIsNoPictureIsNotAskedForAProfile) {
  PhotoMetadata metadata = good();
  metadata.colour = {ColourModel::kRgb, "", ColourSource::kNone, "", ""};
  EXPECT_EQ(said(metadata).at(0).code, FindingCode::kColourProfileMissing);
  EXPECT_TRUE(said(metadata, Format::kUnknown).empty());
}

TEST(FileRules, MessagesSayWhereItStandsAndWhatToDo) {
  PhotoMetadata metadata = good();
  metadata.colour = {ColourModel::kRgb, "Display P3", ColourSource::kProfile, "My screen", ""};
  EXPECT_EQ(said(metadata).at(0).message,
            "The colours are Display P3 (by its profile, \"My screen\"): export the photo as sRGB");
  metadata = good();
  metadata.ai_marks = {{AiKind::kGenerated, "trainedAlgorithmicMedia", "XMP DigitalSourceType"},
                       {AiKind::kGenerated, "trainedAlgorithmicMedia", "C2PA action c2pa.created"}};
  EXPECT_EQ(
      said(metadata).at(0).message,
      "Marked as made by a machine: trainedAlgorithmicMedia (XMP DigitalSourceType), "
      "trainedAlgorithmicMedia (C2PA action c2pa.created); declare it as made with generative "
      "AI when you submit");
  for (std::size_t i = 0; i < 30; ++i)
    metadata.private_fields.push_back({std::string(250, 'w'), std::string(250, 'x')});
  for (const Finding& finding : said(metadata)) EXPECT_LE(finding.message.size(), 300U);
}

TEST(FileRules, WithoutMetadataNothingIsSaid) {
  const PhotoFacts facts{Format::kJpeg, 4000, 3000, 1'000'000, "a.jpg", kNoProblems};
  EXPECT_TRUE(decide(facts, {}, load_profile("adobe-stock").value_or(Profile{})).findings.empty());
}

}  // namespace
}  // namespace photosieve
