// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/protocol.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "decode/thumbnail.h"
#include "model/json_read.h"
#include "model/photo_json.h"

namespace photosieve {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 8;
constexpr std::uint64_t kMostN = 0xFFFFFFFF;
constexpr std::uint64_t kMostCpuSeconds = 24 * 60 * 60;
constexpr std::size_t kLongestPath = 32 * 1024;
constexpr std::size_t kLongestMessage = 300;

constexpr std::array<std::string_view, 4> kErrorNames{"changed", "unreadable", "not_a_file",
                                                      "no_picture"};

// The library's reader recurses into what is nested: a first pass, which builds nothing, stops
// at the depth that no honest peer needs.
class DepthCheck final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return ++depth_ <= kDeepest; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return --depth_ >= 0; }
  bool start_array(std::size_t) override { return ++depth_ <= kDeepest; }
  bool end_array() override { return --depth_ >= 0; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }

 private:
  int depth_ = 0;
};

Result<Json> parse(std::span<const std::uint8_t> cbor) {
  DepthCheck check;
  if (!Json::sax_parse(cbor.begin(), cbor.end(), &check, Json::input_format_t::cbor))
    return fail(ErrorKind::kRetry, "a worker message is broken");
  Json json = Json::from_cbor(cbor.begin(), cbor.end(), true, false);
  if (!json.is_object()) return fail(ErrorKind::kRetry, "a worker message is no object");
  return json;
}

std::string framed(const Json& json) {
  std::string frame(kFrameHeadBytes, '\0');
  Json::to_cbor(json, frame);
  const std::size_t length = frame.size() - kFrameHeadBytes;
  for (std::size_t i = 0; i < kFrameHeadBytes; ++i)
    frame[i] = static_cast<char>(length >> (8 * i) & 0xFF);
  return frame;
}

Json binary(std::string_view bytes) {
  return Json::binary(std::vector<std::uint8_t>(bytes.begin(), bytes.end()));
}

Result<const Json::binary_t*> binary_of(const JsonReader& reader, const char* field,
                                        std::size_t longest) {
  const Json* json = reader.find(field);
  if (json == nullptr || !json->is_binary() || json->get_binary().size() > longest)
    return fail(ErrorKind::kRetry, std::string(field) + " is not a byte string of that length");
  return &json->get_binary();
}

Result<std::uint32_t> number(const JsonReader& reader, const char* field,
                             std::uint64_t highest = kMostN) {
  PS_TRY(const std::uint64_t value, reader.whole(field, highest));
  return static_cast<std::uint32_t>(value);
}

Json to_json(const JudgeRequest& request) {
  const std::size_t skipped = request.path.size() - std::min(request.path.size(), kLongestPath);
  return {{"kind", "judge"},
          {"n", request.n},
          {"path", binary(std::string_view(request.path).substr(skipped))},
          {"mode", name(request.mode)},
          {"cpu_seconds", request.cpu_seconds},
          {"profile", binary(*request.profile)},
          {"see", request.see}};
}

Json to_json(const ThumbnailRequest& request) {
  return {{"kind", "thumbnail"},
          {"n", request.n},
          {"width", request.width},
          {"cpu_seconds", request.cpu_seconds}};
}

Json to_json(const PhotoResult& result) {
  return {{"kind", "result"}, {"result", result_to_json(result)}};
}

Json to_json(const Thumbnail& thumbnail) {
  return {{"kind", "thumbnail"},
          {"n", thumbnail.n},
          {"width", thumbnail.width},
          {"height", thumbnail.height},
          {"jpeg", Json::binary(thumbnail.jpeg)}};
}

Json to_json(const WorkerError& error) {
  return {{"kind", "error"},
          {"n", error.n},
          {"error", kErrorNames.at(static_cast<std::size_t>(error.kind))},
          {"message", elide_middle_bytes(error.message, kLongestMessage)}};
}

Result<Request> judge_request(const JsonReader& reader) {
  JudgeRequest request;
  PS_TRY(request.n, number(reader, "n"));
  PS_TRY(const Json::binary_t* path, binary_of(reader, "path", kLongestPath));
  request.path.assign(path->begin(), path->end());
  PS_TRY(const std::string mode_name, reader.text("mode", 16));
  const auto mode = mode_from(mode_name);
  if (!mode) return fail(ErrorKind::kRetry, "unknown mode");
  request.mode = *mode;
  PS_TRY(request.cpu_seconds, number(reader, "cpu_seconds", kMostCpuSeconds));
  PS_TRY(const Json::binary_t* profile, binary_of(reader, "profile", kLargestRequest));
  request.profile = std::make_shared<const std::string>(profile->begin(), profile->end());
  PS_TRY(request.see, reader.boolean("see"));
  return Request{std::move(request)};
}

Result<Request> thumbnail_request(const JsonReader& reader) {
  ThumbnailRequest request;
  PS_TRY(request.n, number(reader, "n"));
  PS_TRY(request.width, number(reader, "width"));
  PS_TRY(request.cpu_seconds, number(reader, "cpu_seconds", kMostCpuSeconds));
  return Request{request};
}

Result<Answer> result_answer(const JsonReader& reader) {
  const Json* json = reader.find("result");
  if (json == nullptr) return fail(ErrorKind::kRetry, "an answer has no result");
  PS_TRY(PhotoResult result, result_from_json(*json));
  return Answer{std::move(result)};
}

Result<Answer> thumbnail_answer(const JsonReader& reader) {
  Thumbnail thumbnail;
  PS_TRY(thumbnail.n, number(reader, "n"));
  PS_TRY(thumbnail.width, number(reader, "width"));
  PS_TRY(thumbnail.height, number(reader, "height"));
  PS_TRY(const Json::binary_t* jpeg, binary_of(reader, "jpeg", kThumbnailBytes));
  thumbnail.jpeg = *jpeg;
  return Answer{std::move(thumbnail)};
}

Result<Answer> error_answer(const JsonReader& reader) {
  WorkerError error;
  PS_TRY(error.n, number(reader, "n"));
  PS_TRY(const std::string kind, reader.text("error", 16));
  const auto* const known = std::find(kErrorNames.begin(), kErrorNames.end(), kind);
  if (known == kErrorNames.end()) return fail(ErrorKind::kRetry, "unknown worker error");
  error.kind = static_cast<WorkerErrorKind>(known - kErrorNames.begin());
  PS_TRY(error.message, reader.text("message", kLongestMessage));
  return Answer{std::move(error)};
}

}  // namespace

EncodedProfile encode_profile(const Profile& profile) {
  Profile bare = profile;  // without what is for people: that may be of any length
  bare.name.clear();
  bare.title.clear();
  for (Rule& rule : bare.rules) rule.source.clear();
  std::string encoded;
  Json::to_cbor(profile_to_json(bare), encoded);
  PS_CHECK(encoded.size() + kLongestPath + 1024 <= kLargestRequest);
  return std::make_shared<const std::string>(std::move(encoded));
}

Result<Profile> decode_profile(const std::string& encoded) {
  PS_TRY(const Json json,
         parse({reinterpret_cast<const std::uint8_t*>(encoded.data()), encoded.size()}));
  return profile_from_json(json);
}

std::uint32_t number_of(const Request& request) {
  return std::visit([](const auto& one) { return one.n; }, request);
}

std::uint32_t number_of(const Answer& answer) {
  return std::visit([](const auto& one) { return one.n; }, answer);
}

std::string encode_request(const Request& request) {
  std::string frame = std::visit([](const auto& one) { return framed(to_json(one)); }, request);
  PS_CHECK(frame.size() <= kFrameHeadBytes + kLargestRequest);
  return frame;
}

std::string encode_answer(const Answer& answer) {
  std::string frame = std::visit([](const auto& one) { return framed(to_json(one)); }, answer);
  PS_CHECK(frame.size() <= kFrameHeadBytes + kLargestAnswer);
  return frame;
}

Result<Request> decode_request(std::span<const std::uint8_t> cbor) {
  PS_TRY(const Json json, parse(cbor));
  const JsonReader reader(json);
  PS_TRY(const std::string kind, reader.text("kind", 16));
  if (kind == "judge") return judge_request(reader);
  if (kind == "thumbnail") return thumbnail_request(reader);
  return fail(ErrorKind::kRetry, "unknown request");
}

Result<Answer> decode_answer(std::span<const std::uint8_t> cbor) {
  PS_TRY(const Json json, parse(cbor));
  const JsonReader reader(json);
  PS_TRY(const std::string kind, reader.text("kind", 16));
  if (kind == "result") return result_answer(reader);
  if (kind == "thumbnail") return thumbnail_answer(reader);
  if (kind == "error") return error_answer(reader);
  return fail(ErrorKind::kRetry, "unknown answer");
}

std::size_t frame_length(std::span<const std::uint8_t, kFrameHeadBytes> head) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kFrameHeadBytes; ++i)
    length |= static_cast<std::size_t>(head[i]) << (8 * i);
  return length;
}

}  // namespace photosieve
