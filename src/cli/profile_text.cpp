// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profile_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kColumns = 100;

// `text` in lines of at most kColumns, each after `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::string line;
  const std::string blanks(indent, ' ');
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > kColumns) {
      lines += blanks + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  return line.empty() ? lines : lines + blanks + line + "\n";
}

// " (from adobe-stock)", where the value is another profile's.
std::string from(const Profile& profile, const std::string& origin) {
  return origin.empty() || origin == profile.name ? ""
                                                  : fmt::format("  (from {})", printable(origin));
}

std::string rule_text(const Profile& profile, const FindingInfo& finding) {
  const Rule& rule = profile.rule(finding.code);
  std::string text = fmt::format("  {:<24} {}{}\n", finding.name, name(finding.category),
                                 from(profile, rule.severity_from));
  for (std::size_t i = 0; i < kMaxLimits; ++i)
    if (!finding.limits[i].name.empty())
      text += fmt::format("      {} = {:g}{}\n", finding.limits[i].name, rule.limits[i],
                          from(profile, rule.limits_from[i]));
  return text + wrapped("source: " + printable(rule.source), 6);
}

std::string rules_text(const Profile& profile, Severity severity, const char* heading) {
  std::string text;
  for (const FindingInfo& finding : all_findings()) {
    const Rule& rule = profile.rule(finding.code);
    if (rule.enabled && rule.severity == severity) text += rule_text(profile, finding);
  }
  return text.empty() ? "" : fmt::format("\n{}\n{}", heading, text);
}

std::string not_looked_for(const Profile& profile) {
  std::string text;
  for (const FindingInfo& finding : all_findings())
    if (!profile.rule(finding.code).enabled)
      text += fmt::format("{}{}", text.empty() ? "" : ", ", finding.name);
  return text.empty() ? "" : "\nNot looked for\n" + wrapped(text, 2);
}

}  // namespace

std::string profile_text(const Profile& profile) {
  std::string text = fmt::format("{}: {}\n", printable(profile.name), printable(profile.title));
  for (const std::string& base : profile.extends)
    text += fmt::format("extends {}\n", printable(base));
  text += fmt::format("keep_per_motif = {}{}\n", profile.keep_per_motif,
                      from(profile, profile.keep_per_motif_from));
  text += fmt::format("near_percent = {:g}{}\n", profile.near_percent,
                      from(profile, profile.near_percent_from));
  if (!profile.extra_names.empty())
    text += fmt::format("{} names beside the built-in list\n", profile.extra_names.size());
  text += rules_text(profile, Severity::kReject, "Rejects");
  text += rules_text(profile, Severity::kWarn, "Warns");
  text += rules_text(profile, Severity::kLabel, "Labels");
  text += not_looked_for(profile);
  if (!profile.not_checked.empty()) text += "\nNot checked: no program can tell\n";
  for (const UncheckedRule& rule : profile.not_checked)
    text += wrapped(printable(rule.rule), 2) + wrapped("source: " + printable(rule.source), 6);
  return text;
}

nlohmann::ordered_json profile_public_json(const Profile& profile) {
  using Json = nlohmann::ordered_json;
  Json rules = Json::array();
  for (const FindingInfo& finding : all_findings()) {
    const Rule& rule = profile.rule(finding.code);
    if (!rule.enabled) continue;
    Json limits = Json::array();
    for (std::size_t i = 0; i < kMaxLimits; ++i)
      if (!finding.limits[i].name.empty())
        limits.push_back({{"name", finding.limits[i].name},
                          {"value", rule.limits[i]},
                          {"from", rule.limits_from[i]}});
    rules.push_back({{"code", finding.name},
                     {"category", name(finding.category)},
                     {"severity", name(rule.severity)},
                     {"limits", std::move(limits)},
                     {"source", rule.source},
                     {"from", rule.severity_from}});
  }
  Json unchecked = Json::array();
  for (const UncheckedRule& rule : profile.not_checked)
    unchecked.push_back({{"rule", rule.rule}, {"source", rule.source}});
  Json json;
  json["name"] = profile.name;
  json["title"] = profile.title;
  json["extends"] = profile.extends;
  json["keep_per_motif"] = profile.keep_per_motif;
  json["near_percent"] = profile.near_percent;
  json["rules"] = std::move(rules);
  json["extra_names"] = profile.extra_names;
  json["not_checked"] = std::move(unchecked);
  return json;
}

}  // namespace photosieve
