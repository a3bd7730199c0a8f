// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_metadata_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

PhotoMetadata talkative() {
  PhotoMetadata metadata;
  metadata.title = "A red fox in fresh snow";
  metadata.title_source = "XMP";
  metadata.keywords = {"fox", "snow", "winter"};
  metadata.keywords_source = "IPTC";
  metadata.keyword_count = 3;
  metadata.camera_make = "Nikon";
  metadata.taken_at = "2026-01-31T09:15:02";
  metadata.taken_offset = "+07:00";
  metadata.orientation = 6;
  metadata.gps = {true, 13.75, 100.5};
  metadata.private_fields = {{"camera serial number", "Exif.Photo.BodySerialNumber"}};
  metadata.digital_source_type = "digitalCapture";
  metadata.ai_marks = {{AiKind::kEdited, "compositeWithTrainedAlgorithmicMedia", "C2PA action"}};
  metadata.c2pa = {true, "JPEG APP11", "Camera/1.0", {"c2pa.created"}, {"digitalCapture"}};
  metadata.thumbnail = {true, 160, 120, 0.98};
  metadata.colour = {ColourModel::kRgb, "Display P3", ColourSource::kProfile, "Display P3", ""};
  metadata.problems = {"The IPTC block is damaged"};
  return metadata;
}

TEST(PhotoMetadataJson, WhatIsWrittenIsReadBackAndWhatIsUnknownIsLeftOut) {
  for (const PhotoMetadata& before : {talkative(), PhotoMetadata{}}) {
    const auto after = metadata_from_json(metadata_to_json(before));
    ASSERT_TRUE(after) << after.error().message;
    EXPECT_EQ(*after, before);
  }
  EXPECT_EQ(metadata_to_json({}).dump(), "{}");
}

TEST(PhotoMetadataJson, ThePublicObjectHasEveryKeyAndNullForWhatIsNotKnown) {
  const auto bare = public_metadata_json({});
  const auto full = public_metadata_json(talkative());
  EXPECT_EQ(bare.size(), full.size());
  EXPECT_TRUE(bare.at("title").is_null());
  EXPECT_EQ(bare.at("keywords"), nlohmann::ordered_json::array());
  EXPECT_EQ(bare.at("gps").at("present"), false);
  EXPECT_TRUE(bare.at("gps").at("latitude").is_null());
  EXPECT_EQ(full.at("taken_at_local"), "2026-01-31T09:15:02");
  EXPECT_EQ(full.at("ai_marks").at(0).at("kind"), "edited");
}

TEST(PhotoMetadataJson, AnythingElseIsRefused) {
  const char* bad[] = {
      "[]",
      R"({"title": 5})",
      R"({"title_source": "a source with a name that is far too long"})",
      R"({"keywords": "fox"})",
      R"({"keywords": ["fox", 7]})",
      R"({"orientation": 9})",
      R"({"gps": {"present": "yes"}})",
      R"({"gps": {"present": true, "latitude": 91}})",
      R"({"ai_marks": [{"kind": "imagined", "value": "", "where": ""}]})",
      R"({"ai_marks": [1]})",
      R"({"colour": {"model": "infrared"}})",
      R"({"thumbnail": {"width": -1}})",
  };
  for (const char* text : bad)
    EXPECT_FALSE(metadata_from_json(nlohmann::json::parse(text))) << text;
  nlohmann::json many;
  for (std::size_t i = 0; i <= kMostKeywords; ++i) many["keywords"].push_back("x");
  EXPECT_FALSE(metadata_from_json(many));
}

}  // namespace
}  // namespace photosieve
