// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/json_read.h"
#include "model/photo_metadata_json.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostFindings = 64;
constexpr std::size_t kLongestMessage = 300;
constexpr std::uint64_t kLargestSide = 0xFFFFFFFF;

template <class Json, class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Json>
Json finding_json(const Finding& finding) {
  const FindingInfo& known = info(finding.code);
  Json json;
  json["category"] = name(known.category);
  json["code"] = known.name;
  json["severity"] = name(finding.severity);
  json["score"] = or_null<Json>(finding.score);
  json["threshold"] = or_null<Json>(finding.threshold);
  json["message"] = finding.message;
  json["region"] = nullptr;
  if (finding.region)
    json["region"] = {finding.region->x, finding.region->y, finding.region->width,
                      finding.region->height};
  if (!finding.regions.empty()) {
    json["regions"] = Json::array();
    for (const Region& one : finding.regions)
      json["regions"].push_back({one.x, one.y, one.width, one.height});
  }
  return json;
}

Result<std::optional<Region>> region_from(const nlohmann::json* json) {
  if (json == nullptr) return std::optional<Region>{};
  std::array<std::uint32_t, 4> sides{};
  if (!json->is_array() || json->size() != sides.size())
    return fail(ErrorKind::kPhoto, "region is not four numbers");
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const nlohmann::json& side = (*json)[i];
    if (!side.is_number_unsigned() || side.get<std::uint64_t>() > kLargestSide)
      return fail(ErrorKind::kPhoto, "region is not four numbers");
    sides[i] = side.get<std::uint32_t>();
  }
  return std::optional<Region>{Region{sides[0], sides[1], sides[2], sides[3]}};
}

Result<std::vector<Region>> regions_from(const nlohmann::json* json) {
  std::vector<Region> regions;
  if (json == nullptr) return regions;
  if (!json->is_array() || json->size() > kMostRegions)
    return fail(ErrorKind::kPhoto, "regions are not a short list");
  for (const nlohmann::json& one : *json) {
    PS_TRY(const auto region, region_from(&one));
    regions.push_back(*region);
  }
  return regions;
}

Result<Finding> finding_from(const nlohmann::json& json) {
  const JsonReader reader(json);
  PS_TRY(const std::string code_name, reader.text("code", 64));
  const auto code = finding_code(code_name);
  if (!code) return fail(ErrorKind::kPhoto, fmt::format("unknown finding {}", code_name));
  PS_TRY(const std::string severity_name, reader.text("severity", 16));
  const auto severity = severity_from(severity_name);
  if (!severity) return fail(ErrorKind::kPhoto, fmt::format("unknown severity {}", severity_name));
  Finding finding;
  finding.code = *code;
  finding.severity = *severity;
  PS_TRY(finding.score, reader.maybe_number("score", -1e15, 1e15));
  PS_TRY(finding.threshold, reader.maybe_number("threshold", -1e15, 1e15));
  PS_TRY(finding.message, reader.text("message", kLongestMessage));
  PS_TRY(finding.region, region_from(reader.find("region")));
  PS_TRY(finding.regions, regions_from(reader.find("regions")));
  return finding;
}

nlohmann::json fingerprint_to_json(const std::optional<Fingerprint>& fingerprint) {
  if (!fingerprint) return nullptr;
  nlohmann::json variants = nlohmann::json::array();
  for (const PdqHash& hash : fingerprint->variants) variants.push_back(to_hex(hash));
  return {{"variants", std::move(variants)}, {"quality", fingerprint->quality}};
}

Result<std::optional<Fingerprint>> fingerprint_from(const nlohmann::json* json) {
  if (json == nullptr) return std::optional<Fingerprint>{};
  const JsonReader reader(*json);
  Fingerprint fingerprint;
  PS_TRY(const std::uint64_t quality, reader.whole("quality", 100));
  fingerprint.quality = static_cast<int>(quality);
  const nlohmann::json* variants = reader.find("variants");
  if (variants == nullptr || !variants->is_array() ||
      variants->size() != fingerprint.variants.size())
    return fail(ErrorKind::kPhoto, "fingerprint has not eight variants");
  for (std::size_t i = 0; i < fingerprint.variants.size(); ++i) {
    const nlohmann::json& text = (*variants)[i];
    const auto hash = text.is_string() ? pdq_from_hex(text.get_ref<const std::string&>())
                                       : std::optional<PdqHash>{};
    if (!hash) return fail(ErrorKind::kPhoto, "fingerprint is not hexadecimal");
    fingerprint.variants[i] = *hash;
  }
  return std::optional<Fingerprint>{fingerprint};
}

nlohmann::json local_features_to_json(const std::optional<LocalFeatures>& features) {
  if (!features) return nullptr;
  const std::string bytes = features_bytes(*features);
  return nlohmann::json::binary(std::vector<std::uint8_t>(bytes.begin(), bytes.end()));
}

Result<std::optional<LocalFeatures>> local_features_from(const nlohmann::json* json) {
  if (json == nullptr) return std::optional<LocalFeatures>{};
  if (!json->is_binary()) return fail(ErrorKind::kPhoto, "local features are not bytes");
  const auto& bytes = json->get_binary();
  auto features = features_from_bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!features) return fail(ErrorKind::kPhoto, "local features are broken");
  return features;
}

template <class Json>
Json measures_json(const Measures& measures) {
  Json json = Json::object();
  for (const MeasureInfo& measure : all_measures())
    json[std::string(measure.name)] = or_null<Json>(measures.get(measure.id));
  return json;
}

template <class Json>
Json findings_json(const std::vector<Finding>& findings) {
  Json json = Json::array();
  for (const Finding& finding : findings) json.push_back(finding_json<Json>(finding));
  return json;
}

}  // namespace

nlohmann::json findings_to_json(const std::vector<Finding>& findings) {
  return findings_json<nlohmann::json>(findings);
}

Result<std::vector<Finding>> findings_from_json(const nlohmann::json& json) {
  if (!json.is_array() || json.size() > kMostFindings)
    return fail(ErrorKind::kPhoto, "findings are not a short list");
  std::vector<Finding> findings;
  findings.reserve(json.size());
  for (const nlohmann::json& one : json) {
    PS_TRY(Finding finding, finding_from(one));
    findings.push_back(std::move(finding));
  }
  return findings;
}

nlohmann::json measures_to_json(const Measures& measures) {
  return measures_json<nlohmann::json>(measures);
}

Result<Measures> measures_from_json(const nlohmann::json& json) {
  const JsonReader reader(json);
  Measures measures;
  for (const MeasureInfo& measure : all_measures()) {
    const std::string field(measure.name);
    PS_TRY(const auto value, reader.maybe_number(field.c_str(), measure.lowest, measure.highest));
    if (value) measures.set(measure.id, *value);
  }
  return measures;
}

nlohmann::json result_to_json(const PhotoResult& result) {
  return {{"n", result.n},
          {"bytes", result.identity.bytes},
          {"modified_ns", result.identity.modified_ns},
          {"inode", result.identity.inode},
          {"format", name(result.format)},
          {"width", result.width},
          {"height", result.height},
          {"content", result.content ? nlohmann::json(to_hex(*result.content)) : nullptr},
          {"fingerprint", fingerprint_to_json(result.fingerprint)},
          {"local_features", local_features_to_json(result.local_features)},
          {"measures", measures_to_json(result.measures)},
          {"metadata", result.metadata ? metadata_to_json(*result.metadata) : nullptr},
          {"findings", findings_to_json(result.findings)},
          {"decision", name(result.decision)},
          {"confidence", result.confidence},
          {"quality", result.quality},
          {"elapsed_ms", result.elapsed_ms}};
}

Result<PhotoResult> result_from_json(const nlohmann::json& json) {
  const JsonReader reader(json);
  PhotoResult result;
  PS_TRY(const std::uint64_t n, reader.whole("n", 0xFFFFFFFF));
  result.n = static_cast<std::uint32_t>(n);
  PS_TRY(result.identity.bytes, reader.whole("bytes", INT64_MAX));
  PS_TRY(result.identity.modified_ns, reader.integer("modified_ns"));
  PS_TRY(result.identity.inode, reader.whole("inode", UINT64_MAX));
  PS_TRY(const std::string format_name, reader.text("format", 16));
  const auto format = format_from(format_name);
  if (!format) return fail(ErrorKind::kPhoto, "unknown format");
  result.format = *format;
  PS_TRY(const std::uint64_t width, reader.whole("width", kLargestSide));
  PS_TRY(const std::uint64_t height, reader.whole("height", kLargestSide));
  result.width = static_cast<std::uint32_t>(width);
  result.height = static_cast<std::uint32_t>(height);
  if (reader.find("content") != nullptr) {
    PS_TRY(const std::string hex, reader.text("content", 32));
    result.content = hash_from_hex(hex);
    if (!result.content) return fail(ErrorKind::kPhoto, "content hash is not hexadecimal");
  }
  PS_TRY(result.fingerprint, fingerprint_from(reader.find("fingerprint")));
  PS_TRY(result.local_features, local_features_from(reader.find("local_features")));
  const nlohmann::json* measures = reader.find("measures");
  if (measures == nullptr) return fail(ErrorKind::kPhoto, "measures are missing");
  PS_TRY(result.measures, measures_from_json(*measures));
  if (const nlohmann::json* metadata = reader.find("metadata"); metadata != nullptr) {
    PS_TRY(result.metadata, metadata_from_json(*metadata));
  }
  const nlohmann::json* findings = reader.find("findings");
  if (findings == nullptr) return fail(ErrorKind::kPhoto, "findings are missing");
  PS_TRY(result.findings, findings_from_json(*findings));
  PS_TRY(const std::string decision_name, reader.text("decision", 16));
  const auto decision = decision_from(decision_name);
  if (!decision) return fail(ErrorKind::kPhoto, "unknown decision");
  result.decision = *decision;
  PS_TRY(result.confidence, reader.number("confidence", 0, 1));
  PS_TRY(result.quality, reader.number("quality", 0, 100));
  PS_TRY(result.elapsed_ms, reader.number("elapsed_ms", 0, 1e12));
  return result;
}

nlohmann::ordered_json inspect_json(const std::string& path, const PhotoResult& result) {
  nlohmann::ordered_json json;
  json["path"] = to_valid_utf8(path);
  if (!valid_utf8(path)) json["path_bytes"] = base64(path);
  json["format"] = name(result.format);
  json["width"] = result.width;
  json["height"] = result.height;
  json["megapixels"] = rounded(result.megapixels());
  json["bytes"] = result.identity.bytes;
  json["measures"] = measures_json<nlohmann::ordered_json>(result.measures);
  nlohmann::ordered_json hashes;
  hashes["xxh3"] = nullptr;
  if (result.content) hashes["xxh3"] = to_hex(*result.content);
  hashes["pdq"] = nullptr;
  hashes["pdq_quality"] = nullptr;
  if (result.fingerprint) {
    hashes["pdq"] = to_hex(result.fingerprint->variants[0]);
    hashes["pdq_quality"] = result.fingerprint->quality;
  }
  json["hashes"] = std::move(hashes);
  json["findings"] = findings_json<nlohmann::ordered_json>(result.findings);
  json["decision"] = name(result.decision);
  json["confidence"] = rounded(result.confidence);
  json["elapsed_ms"] = rounded(result.elapsed_ms);
  json["metadata"] = nullptr;
  if (result.metadata) json["metadata"] = public_metadata_json(*result.metadata);
  return json;
}

}  // namespace photosieve
