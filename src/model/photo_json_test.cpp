// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

PhotoResult a_result() {
  PhotoResult result;
  result.n = 7;
  result.identity = {1234, -5, 99};
  result.format = Format::kJpeg;
  result.width = 6000;
  result.height = 4000;
  result.content = Hash128{1, 2};
  result.fingerprint = Fingerprint{};
  result.fingerprint->variants[3] = {1, 2, 3, 4};
  result.fingerprint->quality = 100;
  result.local_features = LocalFeatures{.width = 1000, .height = 700, .sketch = {1, 2, 3}};
  result.local_features->places = {{.x = 30, .y = 40, .size = 5, .angle = 200, .bits = {1, 7}}};
  result.measures.set(MeasureId::kSharpness, 45.5);
  result.findings.push_back({.code = FindingCode::kTruncated,
                             .severity = Severity::kReject,
                             .score = 10.5,
                             .threshold = std::nullopt,
                             .message = "The file ends at byte 1,234",
                             .region = Region{1, 2, 3, 4}});
  result.confidence = 0.75;
  result.quality = 50;
  result.elapsed_ms = 12.5;
  return result;
}

TEST(PhotoJson, AResultGoesThereAndBackThroughCbor) {
  const PhotoResult before = a_result();
  const auto bytes = nlohmann::json::to_cbor(result_to_json(before));
  const auto after = result_from_json(nlohmann::json::from_cbor(bytes));
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(result_to_json(*after), result_to_json(before));
  EXPECT_EQ(after->findings, before.findings);
  EXPECT_EQ(after->fingerprint, before.fingerprint);
  EXPECT_EQ(after->local_features, before.local_features);
}

TEST(PhotoJson, RefusesWhatAWorkerShouldNeverSay) {
  const nlohmann::json good = result_to_json(a_result());
  const auto broken = [&](const char* field, const nlohmann::json& value) {
    nlohmann::json bad = good;
    bad[field] = value;
    return !result_from_json(bad).has_value();
  };
  EXPECT_TRUE(broken("n", -1));
  EXPECT_TRUE(broken("n", "7"));
  EXPECT_TRUE(broken("width", 4294967296ULL));
  EXPECT_TRUE(broken("format", "gif"));
  EXPECT_TRUE(broken("content", "zz"));
  EXPECT_TRUE(broken("confidence", 1.5));
  EXPECT_TRUE(broken("decision", "perhaps"));
  EXPECT_TRUE(broken("findings", nlohmann::json::array({1})));
  EXPECT_TRUE(broken("findings", nlohmann::json::array({{{"code", "nonsense"}}})));
  EXPECT_TRUE(broken("measures", {{"sharpness", 1e9}}));
  EXPECT_TRUE(broken("fingerprint", {{"quality", 1}, {"variants", {"aa"}}}));
  EXPECT_TRUE(broken("local_features", "text"));
  EXPECT_TRUE(broken("local_features", nlohmann::json::binary({1, 2, 3})));
  EXPECT_FALSE(result_from_json(nlohmann::json(3)).has_value());
}

TEST(PhotoJson, InspectKeepsTheContractsFieldsAndOrder) {
  const auto json = inspect_json("a/b.jpg", a_result());
  std::string fields;
  for (const auto& [field, value] : json.items()) fields += field + " ";
  EXPECT_EQ(fields,
            "path format width height megapixels bytes measures hashes findings decision "
            "confidence elapsed_ms metadata ");
  EXPECT_EQ(json["hashes"]["xxh3"], "00000000000000010000000000000002");
  EXPECT_EQ(json["measures"]["noise_luma"], nullptr);
  EXPECT_EQ(json["findings"][0]["region"], (nlohmann::ordered_json{1, 2, 3, 4}));
}

TEST(PhotoJson, ANameThatIsNotUtf8KeepsItsBytes) {
  const auto json = inspect_json("a\xff.jpg", a_result());
  EXPECT_EQ(json["path"], "a\xEF\xBF\xBD.jpg");
  EXPECT_EQ(json["path_bytes"], "Yf8uanBn");
}

}  // namespace
}  // namespace photosieve
