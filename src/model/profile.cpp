// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include <toml++/toml.h>

#include "base/text.h"
#include "model/built_in_profiles.h"
#include "model/json_read.h"
#include "model/profile.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestProfile = 1 << 20;

tl::unexpected<Error> usage(const std::string& where, const toml::source_region& at,
                            const std::string& what) {
  return fail(ErrorKind::kUsage, fmt::format("{}:{}: {}", where, at.begin.line, what));
}

// "unknown key min_megapixel; did you mean min_megapixels?"
std::string unknown(std::string_view kind, std::string_view name,
                    std::span<const std::string_view> known) {
  const std::string nearest = nearest_name(name, known);
  std::string text = fmt::format("unknown {} {}", kind, printable(name));
  if (!nearest.empty()) return text + fmt::format("; did you mean {}?", nearest);
  text += "; known are";
  for (const std::string_view one : known) text += fmt::format(" {}", one);
  return text;
}

Result<Severity> read_severity(const std::string& where, const toml::node& value) {
  const auto text = value.value<std::string_view>();
  const auto severity = text ? severity_from(*text) : std::nullopt;
  if (!severity)
    return usage(where, value.source(), "severity must be \"reject\", \"warn\" or \"label\"");
  return *severity;
}

Result<double> read_limit(const std::string& where, const toml::node& value,
                          const LimitInfo& limit) {
  const auto number = value.value<double>();
  if (!number || !std::isfinite(*number) || *number < limit.lowest || *number > limit.highest)
    return usage(
        where, value.source(),
        fmt::format("{} must be a number from {} to {}", limit.name, limit.lowest, limit.highest));
  return *number;
}

Result<Rule> read_rule(const std::string& where, const toml::table& table,
                       const FindingInfo& finding) {
  std::vector<std::string_view> known{"severity", "source"};
  for (const LimitInfo& limit : finding.limits)
    if (!limit.name.empty()) known.push_back(limit.name);

  Rule rule;
  rule.enabled = true;
  std::array<bool, kMaxLimits> given{};
  for (const auto& [key, value] : table) {
    const std::string_view name = key.str();
    if (name == "severity") {
      PS_TRY(rule.severity, read_severity(where, value));
      continue;
    }
    if (name == "source") {
      const auto text = value.value<std::string>();
      if (!text) return usage(where, value.source(), "source must be a text");
      rule.source = *text;
      continue;
    }
    std::size_t i = 0;
    while (i < kMaxLimits && (finding.limits[i].name.empty() || finding.limits[i].name != name))
      ++i;
    if (i == kMaxLimits)
      return usage(where, key.source(),
                   unknown(fmt::format("key in rules.{}:", finding.name), name, known));
    PS_TRY(rule.limits[i], read_limit(where, value, finding.limits[i]));
    given[i] = true;
  }
  for (std::size_t i = 0; i < kMaxLimits; ++i)
    if (!finding.limits[i].name.empty() && !given[i])
      return usage(where, table.source(),
                   fmt::format("rules.{} lacks {}", finding.name, finding.limits[i].name));
  return rule;
}

Result<> read_rules(const std::string& where, const toml::node& value, Profile& profile) {
  const toml::table* rules = value.as_table();
  if (rules == nullptr) return usage(where, value.source(), "rules must be a table");
  std::vector<std::string_view> known;
  for (const FindingInfo& finding : all_findings()) known.push_back(finding.name);
  for (const auto& [key, rule_value] : *rules) {
    const auto code = finding_code(key.str());
    if (!code) return usage(where, key.source(), unknown("rule", key.str(), known));
    const toml::table* table = rule_value.as_table();
    if (table == nullptr)
      return usage(where, rule_value.source(), fmt::format("rules.{} must be a table", key.str()));
    PS_TRY(profile.rules[static_cast<std::size_t>(*code)], read_rule(where, *table, info(*code)));
  }
  return {};
}

// The library throws; what it throws stays here.
Result<toml::table> parse_toml(std::string_view text, const std::string& where) {
  try {
    return toml::parse(text, where);
  } catch (const toml::parse_error& error) {
    return usage(where, error.source(), std::string(error.description()));
  }
}

}  // namespace

Result<Profile> profile_from_toml(std::string_view text, const std::string& where) {
  PS_TRY(const toml::table parsed, parse_toml(text, where));
  constexpr std::array<std::string_view, 4> kKnown{"name", "title", "keep_per_motif", "rules"};
  Profile profile;
  for (const auto& [key, value] : parsed) {
    const std::string_view name = key.str();
    if (name == "name" || name == "title") {
      const auto given = value.value<std::string>();
      if (!given || given->empty())
        return usage(where, value.source(), fmt::format("{} must be a text", name));
      (name == "name" ? profile.name : profile.title) = *given;
    } else if (name == "keep_per_motif") {
      const auto given = value.value<std::int64_t>();
      if (!given || *given < 1 || *given > 1000)
        return usage(where, value.source(), "keep_per_motif must be a whole number from 1 to 1000");
      profile.keep_per_motif = static_cast<int>(*given);
    } else if (name == "rules") {
      PS_TRY_VOID(read_rules(where, value, profile));
    } else {
      return usage(where, key.source(), unknown("key", name, kKnown));
    }
  }
  if (profile.name.empty())
    return fail(ErrorKind::kUsage, fmt::format("{}: the profile has no name", where));
  if (profile.title.empty()) profile.title = profile.name;
  return profile;
}

std::span<const std::string_view> built_in_profiles() {
  return kBuiltInProfileNames;
}

Result<Profile> load_profile(const std::string& name_or_path) {
  for (std::size_t i = 0; i < kBuiltInProfileNames.size(); ++i)
    if (kBuiltInProfileNames[i] == name_or_path)
      return profile_from_toml(kBuiltInProfileTexts[i], name_or_path + ".toml");

  const bool is_path = name_or_path.find('/') != std::string::npos ||
                       name_or_path.find(".toml") != std::string::npos;
  if (!is_path)
    return fail(ErrorKind::kUsage, unknown("profile", name_or_path, kBuiltInProfileNames));
  std::ifstream file(name_or_path, std::ios::binary);
  if (!file)
    return fail(ErrorKind::kUsage,
                fmt::format("the profile {} cannot be read", printable(name_or_path)));
  std::string text;
  text.resize(kLongestProfile + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLongestProfile)
    return fail(ErrorKind::kUsage,
                fmt::format("the profile {} is larger than 1 MB", printable(name_or_path)));
  return profile_from_toml(text, printable(name_or_path));
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
          {"rules", std::move(rules)}};
}

Result<Profile> profile_from_json(const nlohmann::json& json) {
  const JsonReader reader(json);
  Profile profile;
  PS_TRY(profile.name, reader.text("name", 4096));
  PS_TRY(profile.title, reader.text("title", 4096));
  PS_TRY(const std::uint64_t keep, reader.whole("keep_per_motif", 1000));
  profile.keep_per_motif = static_cast<int>(keep);
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
