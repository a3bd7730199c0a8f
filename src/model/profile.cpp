// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/built_in_profiles.h"
#include "model/json_read.h"
#include "model/name_list.h"
#include "model/profile_reader.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostNames = 4096;

// The first problem as the error.
Result<Profile> checked(ProfileReading reading) {
  if (!reading.problems.empty())
    return fail(ErrorKind::kUsage,
                reading.problems.front().line == 0 &&
                        reading.problems.front().message.starts_with("unknown profile")
                    ? reading.problems.front().message
                    : one_line(reading.problems.front()));
  return *std::move(reading.profile);
}

Result<std::vector<std::string>> names_from(const nlohmann::json* json) {
  std::vector<std::string> names;
  if (json == nullptr) return names;
  if (!json->is_array() || json->size() > kMostNames)
    return fail(ErrorKind::kFatal, "the names are not a short list");
  for (const nlohmann::json& name : *json) {
    if (!name.is_string() || name.get_ref<const std::string&>().size() > kLongestListedName)
      return fail(ErrorKind::kFatal, "a name is not a short text");
    names.push_back(name.get<std::string>());
  }
  return names;
}

}  // namespace

Result<Profile> profile_from_toml(std::string_view text, const std::string& where) {
  return checked(read_profile_text(text, where));
}

std::span<const std::string_view> built_in_profiles() {
  return kBuiltInProfileNames;
}

Result<Profile> load_profile(const std::string& name_or_path) {
  return checked(read_profile(name_or_path));
}

nlohmann::json profile_to_json(const Profile& profile) {
  nlohmann::json rules = nlohmann::json::object();
  for (const FindingInfo& finding : all_findings()) {
    const Rule& rule = profile.rule(finding.code);
    if (!rule.enabled) continue;
    rules[std::string(finding.name)] = {
        {"severity", name(rule.severity)}, {"limits", rule.limits}, {"source", rule.source}};
  }
  return {{"name", profile.name},
          {"title", profile.title},
          {"keep_per_motif", profile.keep_per_motif},
          {"near_percent", profile.near_percent},
          {"extra_names", profile.extra_names},
          {"rules", std::move(rules)}};
}

Result<Profile> profile_from_json(const nlohmann::json& json) {
  const JsonReader reader(json);
  Profile profile;
  PS_TRY(profile.name, reader.text("name", 4096));
  PS_TRY(profile.title, reader.text("title", 4096));
  PS_TRY(const std::uint64_t keep, reader.whole("keep_per_motif", 1000));
  profile.keep_per_motif = static_cast<int>(keep);
  // Sessions from before there was one are judged as they were.
  if (const nlohmann::json* near = reader.find("near_percent")) {
    if (!near->is_number()) return fail(ErrorKind::kFatal, "near_percent is not a number");
    profile.near_percent = near->get<double>();
  }
  PS_TRY(profile.extra_names, names_from(reader.find("extra_names")));
  const nlohmann::json* rules = reader.find("rules");
  if (rules == nullptr || !rules->is_object())
    return fail(ErrorKind::kFatal, "the profile has no rules");
  for (const auto& [key, value] : rules->items()) {
    const auto code = finding_code(key);
    if (!code) return fail(ErrorKind::kFatal, fmt::format("unknown rule {}", key));
    const JsonReader rule_reader(value);
    Rule& rule = profile.rules[static_cast<std::size_t>(*code)];
    rule.enabled = true;
    PS_TRY(const std::string severity_name, rule_reader.text("severity", 16));
    const auto severity = severity_from(severity_name);
    if (!severity) return fail(ErrorKind::kFatal, "unknown severity");
    rule.severity = *severity;
    PS_TRY(rule.source, rule_reader.text("source", 4096));
    const nlohmann::json* limits = rule_reader.find("limits");
    if (limits == nullptr || !limits->is_array() || limits->size() != kMaxLimits)
      return fail(ErrorKind::kFatal, "a rule's limits are broken");
    for (std::size_t i = 0; i < kMaxLimits; ++i) {
      if (!(*limits)[i].is_number()) return fail(ErrorKind::kFatal, "a limit is not a number");
      rule.limits[i] = (*limits)[i].get<double>();
    }
  }
  return profile;
}

}  // namespace photosieve
