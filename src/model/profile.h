// Profile: what an agency asks of a photo, as limits with their source.
//
// One rule a finding code: whether it is looked for, what it does (reject, warn, label), its
// limits (named and bounded in model/finding.cpp) and where the number comes from. Profiles are
// TOML files, read by model/profile_reader.h; `adobe-stock` and `generic` are built in, and one may
// extend another. docs/profiles.md says how to write one.
// Errors: kUsage with the line and, for an unknown key, the nearest known one.
// Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/finding.h"

namespace photosieve {

// `*_from` name the profile that gave the value; they are for people and go to no worker.
struct Rule {
  bool enabled = false;
  Severity severity = Severity::kReject;
  std::array<double, kMaxLimits> limits{};  // in the order of FindingInfo::limits
  std::string source;                       // a page, a paper, or "measured: docs/measures.md"
  std::string severity_from;
  std::array<std::string, kMaxLimits> limits_from{};
};

// A rule of the agency that no program can check: said, so that nobody takes silence for a yes.
struct UncheckedRule {
  std::string rule;
  std::string source;
};

struct Profile {
  std::string name;
  std::string title;
  std::array<Rule, kFindingCodeCount> rules{};
  int keep_per_motif = 3;  // of one motif at most so many photos are kept
  std::string keep_per_motif_from;
  // Beyond the limit of a rejecting quality or defect rule by no more than so much of the limit,
  // it is a matter for a person, and only warns.
  double near_percent = 0;
  std::string near_percent_from;
  // Names of people and brands beside the built-in list, lower case (model/name_list.h).
  std::vector<std::string> extra_names;
  std::vector<UncheckedRule> not_checked;
  std::vector<std::string> extends;  // what it extends, nearest first

  [[nodiscard]] const Rule& rule(FindingCode code) const {
    return rules[static_cast<std::size_t>(code)];
  }
  [[nodiscard]] double limit(FindingCode code, std::size_t i = 0) const {
    return rule(code).limits[i];
  }
  // What of that which networks see any rule has a use for.
  [[nodiscard]] bool asks_for_faces() const { return rule(FindingCode::kRecognisableFace).enabled; }
  [[nodiscard]] bool asks_for_texts() const {
    return rule(FindingCode::kReadableText).enabled || rule(FindingCode::kBurntInDate).enabled;
  }
};

// `where` names the text in errors ("my.toml"). A rule that neither the text nor what it extends
// mentions is not looked for; a rule without its every limit is an error.
[[nodiscard]] Result<Profile> profile_from_toml(std::string_view text, const std::string& where);

// A built-in profile by name, or the TOML file at that path.
[[nodiscard]] Result<Profile> load_profile(const std::string& name_or_path);
[[nodiscard]] std::span<const std::string_view> built_in_profiles();

// The form that goes to workers and into the store; reads back what it wrote.
[[nodiscard]] nlohmann::json profile_to_json(const Profile& profile);
[[nodiscard]] Result<Profile> profile_from_json(const nlohmann::json& json);

}  // namespace photosieve
