// `inspect` and `compare`: single photos, judged as a run judges them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <bit>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/metadata_text.h"
#include "model/photo_json.h"
#include "run/judge_files.h"

namespace photosieve {
namespace {

constexpr const char* kSelf = "/proc/self/exe";

void print_text(const std::string& path, const PhotoResult& result) {
  std::cout << printable(path) << "\n";
  std::cout << fmt::format("  {}  {} x {}  {:.2f} MP  {}\n", name(result.format), result.width,
                           result.height, result.megapixels(), human_bytes(result.identity.bytes));
  for (const MeasureInfo& measure : all_measures())
    if (const auto value = result.measures.get(measure.id))
      std::cout << fmt::format("  {:<22} {:>9.3f} {}\n", measure.name, *value, measure.unit);
  if (result.content) std::cout << fmt::format("  {:<22} {}\n", "xxh3", to_hex(*result.content));
  if (result.fingerprint)
    std::cout << fmt::format("  {:<22} {} (quality {})\n", "pdq",
                             to_hex(result.fingerprint->variants[0]), result.fingerprint->quality);
  if (result.metadata) std::cout << metadata_text_block(*result.metadata);
  for (const Finding& finding : result.findings)
    std::cout << fmt::format("  {}: {} [{}, {}]\n", name(finding.severity), finding.message,
                             info(finding.code).name, name(info(finding.code).category));
  std::cout << fmt::format("  {} (confidence {:.2f})\n", name(result.decision), result.confidence);
}

int distance(const PdqHash& a, const PdqHash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(a[i] ^ b[i]);
  return bits;
}

struct Nearest {
  int bits = 256;
  std::size_t turn = 0;
};

Nearest nearest_turn(const Fingerprint& first, const Fingerprint& second) {
  Nearest nearest;
  for (std::size_t turn = 0; turn < first.variants.size(); ++turn) {
    const int bits = distance(first.variants[turn], second.variants[0]);
    if (bits < nearest.bits) nearest = {bits, turn};
  }
  return nearest;
}

constexpr std::array<std::string_view, 8> kTurns{
    "as it is",          "turned by 90 degrees", "turned by 180 degrees", "turned by 270 degrees",
    "mirrored top down", "mirrored left right",  "mirrored and turned",   "mirrored and turned"};

nlohmann::ordered_json comparison(const CompareOptions& options, const PhotoResult& first,
                                  const PhotoResult& second, const Profile& profile) {
  const Rule& rule = profile.rule(FindingCode::kNearCopy);
  nlohmann::ordered_json json;
  json["first"] = to_valid_utf8(options.first);
  json["second"] = to_valid_utf8(options.second);
  json["identical_bytes"] = first.content && first.content == second.content;
  json["pdq_distance_bits"] = nullptr;
  json["pdq_turn"] = nullptr;
  json["pdq_quality"] = nullptr;
  json["max_distance_bits"] = nullptr;
  if (rule.enabled) json["max_distance_bits"] = rule.limits[0];
  bool near = false;
  if (first.fingerprint && second.fingerprint) {
    const Nearest nearest = nearest_turn(*first.fingerprint, *second.fingerprint);
    const int quality = std::min(first.fingerprint->quality, second.fingerprint->quality);
    json["pdq_distance_bits"] = nearest.bits;
    json["pdq_turn"] = kTurns[nearest.turn];
    json["pdq_quality"] = quality;
    near = rule.enabled && nearest.bits <= rule.limits[0] && quality >= rule.limits[1];
  }
  json["near_copy"] = near;
  return json;
}

void print_comparison(const nlohmann::ordered_json& json) {
  if (json["identical_bytes"] == true) {
    std::cout << "The same bytes.\n";
    return;
  }
  if (json["pdq_distance_bits"].is_null()) {
    std::cout << "Not comparable: one of the two has no picture.\n";
    return;
  }
  std::cout << fmt::format("{}: PDQ distance {} of 256 bits ({}, hash quality {}).\n",
                           json["near_copy"] == true ? "Near copies" : "Not copies",
                           json["pdq_distance_bits"].get<int>(),
                           json["pdq_turn"].get<std::string>(), json["pdq_quality"].get<int>());
}

std::string dumped(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Result<int> run_inspect(const InspectOptions& options) {
  PS_TRY(const Profile profile, load_profile(options.profile));
  int status = kExitDone;
  PS_TRY_VOID(judge_files(
      options.photos, profile, kSelf, [&](const std::string& path, const Result<PhotoResult>& one) {
        if (!one) {
          std::cerr << "photosieve: " << one.error().message << "\n";
          status = one.error().kind == ErrorKind::kUsage ? kExitWrongUse : kExitUnreadable;
        } else if (options.json) {
          std::cout << dumped(inspect_json(path, *one)) << "\n";
        } else {
          print_text(path, *one);
        }
      }));
  return status;
}

Result<int> run_compare(const CompareOptions& options) {
  PS_TRY(Profile profile, load_profile(options.profile));
  // Whether two photos are alike does not depend on what is to be seen in them.
  for (const FindingCode code :
       {FindingCode::kRecognisableFace, FindingCode::kReadableText, FindingCode::kBurntInDate})
    profile.rules[static_cast<std::size_t>(code)].enabled = false;
  std::vector<PhotoResult> results;
  std::optional<Error> error;
  PS_TRY_VOID(judge_files({options.first, options.second}, profile, kSelf,
                          [&](const std::string&, const Result<PhotoResult>& one) {
                            if (one)
                              results.push_back(*one);
                            else
                              error = one.error();
                          }));
  if (error) return tl::unexpected(*error);
  const auto json = comparison(options, results[0], results[1], profile);
  if (options.json)
    std::cout << dumped(json) << "\n";
  else
    print_comparison(json);
  return kExitDone;
}

}  // namespace photosieve
