// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/protocol.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "model/photo_json.h"
#include "model/profile.h"

namespace photosieve {
namespace {

using Cbor = std::vector<std::uint8_t>;

std::span<const std::uint8_t> inside(const std::string& frame) {
  return {reinterpret_cast<const std::uint8_t*>(frame.data()) + kFrameHeadBytes,
          frame.size() - kFrameHeadBytes};
}

PhotoResult some_result() {
  PhotoResult result;
  result.n = 7;
  result.identity = {1234, -5, 99};
  result.format = Format::kJpeg;
  result.width = 6000;
  result.height = 4000;
  result.content = Hash128{1, 2};
  result.measures.set(MeasureId::kSharpness, 12.345);
  result.findings.push_back({FindingCode::kTruncated,
                             Severity::kReject,
                             {},
                             {},
                             "The file ends at byte 3",
                             Region{1, 2, 3, 4}});
  result.confidence = 0.123456789;
  return result;
}

TEST(Protocol, TheMostTalkativeMetadataFitsIntoAnAnswer) {
  const std::string longest(kLongestMetadataName, 'x');
  PhotoMetadata metadata;
  metadata.title = metadata.description = std::string(kLongestMetadataText, 'x');
  metadata.keywords.assign(kMostKeywords, longest);
  metadata.creator = metadata.copyright = metadata.software = metadata.lens = longest;
  metadata.camera_make = metadata.camera_model = metadata.digital_source_type = longest;
  metadata.private_fields.assign(kMostMetadataEntries, {longest, longest});
  metadata.ai_marks.assign(kMostMetadataEntries, {AiKind::kEdited, longest, longest});
  metadata.c2pa.where = metadata.c2pa.claim_generator = longest;
  metadata.c2pa.actions.assign(kMostMetadataEntries, longest);
  metadata.c2pa.source_types = metadata.problems = metadata.c2pa.actions;
  metadata.colour = {ColourModel::kRgb, longest, ColourSource::kProfile, longest, longest};
  PhotoResult result = some_result();
  result.metadata = metadata;
  result.fingerprint.emplace();
  result.local_features = LocalFeatures{.width = 9, .height = 9};
  result.local_features->places.resize(LocalFeatures::kMost);
  for (std::size_t i = 0; i < kFindingCodeCount; ++i)
    result.findings.push_back({static_cast<FindingCode>(i), Severity::kWarn, 1.5, 2.5,
                               std::string(300, 'x'), Region{1, 2, 3, 4}});
  const std::string frame = encode_answer(Answer{result});
  EXPECT_LT(frame.size(), kLargestAnswer);
  const auto back = decode_answer(inside(frame));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(std::get<PhotoResult>(*back).metadata, metadata);
}

TEST(Protocol, SendsAJudgeRequestWhole) {
  const Profile profile = load_profile("generic").value();
  const JudgeRequest request{42, std::string("a/\xFF\n b.JPG", 9), Mode::kSmart, 17,
                             encode_profile(profile)};
  const std::string frame = encode_request(request);
  const auto back = decode_request(inside(frame));
  ASSERT_TRUE(back) << back.error().message;
  const auto& judge = std::get<JudgeRequest>(*back);
  EXPECT_EQ(judge.n, 42U);
  EXPECT_EQ(judge.path, request.path);
  EXPECT_EQ(judge.mode, Mode::kSmart);
  EXPECT_EQ(judge.cpu_seconds, 17U);
  const auto read = decode_profile(*judge.profile);
  ASSERT_TRUE(read) << read.error().message;
  for (std::size_t i = 0; i < kFindingCodeCount; ++i) {
    EXPECT_EQ(read->rules[i].enabled, profile.rules[i].enabled) << i;
    EXPECT_EQ(read->rules[i].limits, profile.rules[i].limits) << i;
  }
}

TEST(Protocol, KeepsTheEndOfAPathThatIsTooLong) {
  const std::string path = std::string(100'000, 'x') + ".jpeg";
  const auto frame =
      encode_request(JudgeRequest{1, path, Mode::kSpeed, 1, encode_profile(Profile{})});
  EXPECT_LE(frame.size(), kLargestRequest);
  const auto back = decode_request(inside(frame));
  ASSERT_TRUE(back);
  EXPECT_TRUE(std::get<JudgeRequest>(*back).path.ends_with("x.jpeg"));
}

TEST(Protocol, SendsEveryAnswerWhole) {
  const PhotoResult result = some_result();
  const auto back = decode_answer(inside(encode_answer(result)));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(result_to_json(std::get<PhotoResult>(*back)), result_to_json(result));

  const Thumbnail thumbnail{3, 20, 10, {0xFF, 0xD8, 0, 1}};
  const auto picture = decode_answer(inside(encode_answer(thumbnail)));
  ASSERT_TRUE(picture);
  EXPECT_EQ(std::get<Thumbnail>(*picture).jpeg, thumbnail.jpeg);
  EXPECT_EQ(number_of(*picture), 3U);

  for (const WorkerErrorKind kind : {WorkerErrorKind::kChanged, WorkerErrorKind::kUnreadable,
                                     WorkerErrorKind::kNotAFile, WorkerErrorKind::kNoPicture}) {
    const auto error = decode_answer(inside(encode_answer(WorkerError{9, kind, "why"})));
    ASSERT_TRUE(error);
    EXPECT_EQ(std::get<WorkerError>(*error).kind, kind);
    EXPECT_EQ(std::get<WorkerError>(*error).message, "why");
  }
}

TEST(Protocol, WritesTheLengthLowestByteFirst) {
  const std::string frame = encode_request(ThumbnailRequest{1, 256, 10});
  const std::array<std::uint8_t, 4> head{
      static_cast<std::uint8_t>(frame[0]), static_cast<std::uint8_t>(frame[1]),
      static_cast<std::uint8_t>(frame[2]), static_cast<std::uint8_t>(frame[3])};
  EXPECT_EQ(frame_length(head), frame.size() - kFrameHeadBytes);
  EXPECT_EQ(frame_length(std::array<std::uint8_t, 4>{0x01, 0x02, 0, 0}), 0x201U);
}

TEST(Protocol, RefusesAnswersThatSayNothingValid) {
  const Cbor good =
      nlohmann::json::to_cbor({{"kind", "error"}, {"n", 1}, {"error", "changed"}, {"message", ""}});
  ASSERT_TRUE(decode_answer(good));
  const std::vector<nlohmann::json> bad{
      nullptr,
      nlohmann::json::array(),
      {{"kind", 3}},
      {{"kind", "other"}},
      {{"kind", "result"}},
      {{"kind", "result"}, {"result", {{"n", 1}}}},
      {{"kind", "error"}, {"n", -1}, {"error", "changed"}, {"message", ""}},
      {{"kind", "error"}, {"n", 5e9}, {"error", "changed"}, {"message", ""}},
      {{"kind", "error"}, {"n", 1}, {"error", "bored"}, {"message", ""}},
      {{"kind", "error"}, {"n", 1}, {"error", "changed"}, {"message", std::string(301, 'x')}},
      {{"kind", "thumbnail"}, {"n", 1}, {"width", 1}, {"height", 1}, {"jpeg", "text"}},
      {{"kind", "thumbnail"},
       {"n", 1},
       {"width", 1},
       {"height", 1},
       {"jpeg", nlohmann::json::binary(Cbor(200'001))}}};
  for (const nlohmann::json& json : bad)
    EXPECT_FALSE(decode_answer(nlohmann::json::to_cbor(json))) << json.dump().substr(0, 200);
}

TEST(Protocol, RefusesEveryAnswerThatIsCut) {
  const std::string frame = encode_answer(some_result());
  const auto whole = inside(frame);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(decode_answer(whole.first(size))) << size;
}

// A reader that recurses would run out of stack.
TEST(Protocol, RefusesDeepNesting) {
  for (const int opening : {0x81, 0x9F, 0xBF}) {  // a list of one, endless list and map
    const Cbor deep(200'000, static_cast<std::uint8_t>(opening));
    EXPECT_FALSE(decode_answer(deep)) << opening;
  }
  Cbor maps;
  for (int i = 0; i < 60'000; ++i) maps.insert(maps.end(), {0xA1, 0x61, 'a'});
  EXPECT_FALSE(decode_answer(maps));
}

}  // namespace
}  // namespace photosieve
