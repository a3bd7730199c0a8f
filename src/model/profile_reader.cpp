// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <toml++/toml.h>

#include "base/text.h"
#include "model/built_in_profiles.h"
#include "model/name_list.h"
#include "model/profile_source.h"

namespace photosieve {
namespace {

constexpr std::size_t kDeepest = 8;
// What a worker is sent with each photo has to stay small.
constexpr std::size_t kMostNameBytes = 16 * 1024;

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

// One text after another into one profile, collecting problems; a text that extends another reads
// that first.
class Reader {
 public:
  // `given_at` is nothing for the profile that was asked for.
  void read(const std::string& name_or_path, const toml::source_region* given_at) {
    const auto refuse = [&](std::string message) {
      if (given_at != nullptr)
        problem(*given_at, std::move(message));
      else
        problems_.push_back({printable(name_or_path), 0, 0, std::move(message)});
    };
    if (const auto text = built_in_profile_text(name_or_path)) {
      if (circle(name_or_path)) return refuse("it is extended by what it extends");
      return read_text(*text, name_or_path + ".toml", name_or_path);
    }
    if (!is_profile_path(name_or_path))
      return refuse(unknown("profile", name_or_path, kBuiltInProfileNames));
    const std::string path = (folder_ / name_or_path).lexically_normal().string();
    std::error_code ignored;
    const std::string identity = std::filesystem::weakly_canonical(path, ignored).string();
    if (circle(identity.empty() ? path : identity))
      return refuse(fmt::format("profiles extend one another in a circle: {}", circle_text(path)));
    const auto text = profile_text_file(path);
    if (!text) return refuse(fmt::format("the profile {} cannot be read", printable(path)));
    if (text->size() > kLongestProfileFile)
      return refuse(fmt::format("the profile {} is larger than 1 MB", printable(path)));
    read_text(*text, path, identity);
  }

  void read_text(std::string_view text, const std::string& where, const std::string& identity) {
    const std::string outer_where = std::exchange(where_, where);
    const std::filesystem::path outer_folder =
        std::exchange(folder_, std::filesystem::path(where).parent_path());
    open_.push_back(identity);
    files_.push_back(where);
    if (const auto table = parsed(text)) read_table(*table);
    in_order_of_text();
    open_.pop_back();
    files_.pop_back();
    where_ = outer_where;
    folder_ = outer_folder;
  }

  ProfileReading take() {
    ProfileReading reading;
    reading.problems = std::move(problems_);
    if (reading.problems.empty()) reading.profile = std::move(profile_);
    return reading;
  }

 private:
  // A table comes sorted by its keys; what it extends has told its problems before.
  void in_order_of_text() {
    const std::string file = printable(where_);
    const auto own = std::find_if(problems_.begin(), problems_.end(),
                                  [&](const ProfileProblem& one) { return one.file == file; });
    std::stable_sort(own, problems_.end(), [](const ProfileProblem& a, const ProfileProblem& b) {
      return a.line - 1 < b.line - 1;  // what is about the file as a whole, line 0, comes last
    });
  }

  void problem(const toml::source_region& at, std::string message) {
    problems_.push_back({printable(where_), at.begin.line, at.begin.column, std::move(message)});
  }

  [[nodiscard]] bool circle(const std::string& identity) const {
    return open_.size() >= kDeepest ||
           std::find(open_.begin(), open_.end(), identity) != open_.end();
  }

  [[nodiscard]] std::string circle_text(const std::string& last) const {
    std::string text;
    for (const std::string& file : files_) text += printable(file) + " -> ";
    return text + printable(last);
  }

  // The library throws; what it throws stays here.
  std::optional<toml::table> parsed(std::string_view text) {
    try {
      return toml::parse(text, where_);
    } catch (const toml::parse_error& error) {
      problem(error.source(), std::string(error.description()));
      return std::nullopt;
    }
  }

  std::optional<std::string> text_value(std::string_view name, const toml::node& value) {
    auto text = value.value<std::string>();
    if (text && !text->empty()) return text;
    problem(value.source(), fmt::format("{} must be a text", name));
    return std::nullopt;
  }

  void read_table(const toml::table& table) {
    constexpr std::array<std::string_view, 10> kKnown{
        "name",           "title",        "extends", "rules",       "names_file",
        "keep_per_motif", "near_percent", "without", "extra_names", "not_checked"};
    // Its name, for what it says itself; what it extends overwrites nothing of it.
    std::string name;
    if (const toml::node* value = table.get("name"))
      name = value->value<std::string>().value_or("");
    if (const toml::node* value = table.get("extends")) read_base(*value);
    if (const toml::node* value = table.get("without")) read_without(*value);
    profile_.name.clear();
    profile_.title.clear();
    origin_ = name;
    for (const auto& [key, value] : table) {
      const std::string_view which = key.str();
      if (which == "extends" || which == "without") continue;
      if (which == "name")
        profile_.name = text_value(which, value).value_or("");
      else if (which == "title")
        profile_.title = text_value(which, value).value_or("");
      else if (which == "keep_per_motif")
        read_keep(value);
      else if (which == "near_percent")
        read_near(value);
      else if (which == "rules")
        read_rules(value);
      else if (which == "names_file")
        read_names_file(value);
      else if (which == "extra_names")
        read_names(value);
      else if (which == "not_checked")
        read_not_checked(value);
      else
        problem(key.source(), unknown("key", which, kKnown));
    }
    if (table.get("name") == nullptr)
      problems_.push_back({printable(where_), 0, 0, "the profile has no name"});
    if (profile_.title.empty()) profile_.title = profile_.name;
  }

  void read_base(const toml::node& value) {
    const auto base = text_value("extends", value);
    if (!base) return;
    const toml::source_region at = value.source();
    const std::size_t before = problems_.size();
    read(*base, &at);
    if (problems_.size() == before)
      profile_.extends.insert(profile_.extends.begin(), profile_.name);
  }

  void read_keep(const toml::node& value) {
    const auto given = value.value<std::int64_t>();
    if (!given || *given < 1 || *given > 1000)
      return problem(value.source(), "keep_per_motif must be a whole number from 1 to 1000");
    profile_.keep_per_motif = static_cast<int>(*given);
    profile_.keep_per_motif_from = origin_;
  }

  void read_near(const toml::node& value) {
    const auto given = value.value<double>();
    if (!given || !(*given >= 0 && *given <= 100))
      return problem(value.source(), "near_percent must be a number from 0 to 100");
    profile_.near_percent = *given;
    profile_.near_percent_from = origin_;
  }

  // Before the rules: one that is named here is looked for all the same.
  void read_without(const toml::node& value) {
    const toml::array* names = value.as_array();
    if (names == nullptr) return problem(value.source(), "without must be a list of categories");
    for (const toml::node& name : *names) {
      const auto text = name.value<std::string_view>();
      const auto category = text ? category_from(*text) : std::nullopt;
      if (!category) {
        problem(name.source(),
                "a category is \"quality\", \"defect\", \"similarity\" or \"compliance\"");
        continue;
      }
      for (const FindingInfo& finding : all_findings())
        if (finding.category == *category && !always_looked_for(finding.code))
          profile_.rules[static_cast<std::size_t>(finding.code)].enabled = false;
    }
  }

  void add_names(std::string_view list, const toml::source_region& at) {
    std::size_t bytes = 0;
    for (std::string& name : names_of_list(list)) {
      if (name.size() > kLongestListedName)
        return problem(at, fmt::format("a name is longer than {} bytes", kLongestListedName));
      profile_.extra_names.push_back(std::move(name));
    }
    for (const std::string& name : profile_.extra_names) bytes += name.size() + 4;
    if (bytes > kMostNameBytes)
      problem(at, fmt::format("the names are {} kB together; at most {} kB", bytes / 1024,
                              kMostNameBytes / 1024));
  }

  void read_names(const toml::node& value) {
    const toml::array* names = value.as_array();
    if (names == nullptr) return problem(value.source(), "extra_names must be a list of texts");
    for (const toml::node& name : *names) {
      const auto text = name.value<std::string>();
      if (text)
        add_names(*text, name.source());
      else
        problem(name.source(), "extra_names must be a list of texts");
    }
  }

  void read_names_file(const toml::node& value) {
    const auto name = text_value("names_file", value);
    if (!name) return;
    const std::string path = (folder_ / *name).lexically_normal().string();
    const auto text = profile_text_file(path);
    if (!text || text->size() > kLongestProfileFile)
      return problem(value.source(),
                     fmt::format("the names in {} cannot be read", printable(path)));
    add_names(to_valid_utf8(*text), value.source());
  }

  void read_not_checked(const toml::node& value) {
    const toml::array* list = value.as_array();
    if (list == nullptr) return problem(value.source(), "not_checked must be a list of tables");
    for (const toml::node& node : *list) {
      const toml::table* table = node.as_table();
      if (table == nullptr) {
        problem(node.source(), "not_checked must be a list of tables");
        continue;
      }
      UncheckedRule rule;
      for (const auto& [key, text] : *table) {
        if (key.str() == "rule")
          rule.rule = text_value("rule", text).value_or("");
        else if (key.str() == "source")
          rule.source = text_value("source", text).value_or("");
        else
          problem(key.source(), unknown("key in not_checked:", key.str(), kUncheckedKeys));
      }
      if (rule.rule.empty()) problem(node.source(), "not_checked lacks rule");
      profile_.not_checked.push_back(std::move(rule));
    }
  }

  void read_rules(const toml::node& value) {
    const toml::table* rules = value.as_table();
    if (rules == nullptr) return problem(value.source(), "rules must be a table");
    std::vector<std::string_view> known;
    for (const FindingInfo& finding : all_findings()) known.push_back(finding.name);
    for (const auto& [key, rule] : *rules) {
      const auto code = finding_code(key.str());
      const toml::table* table = rule.as_table();
      if (!code)
        problem(key.source(), unknown("rule", key.str(), known));
      else if (table == nullptr)
        problem(rule.source(), fmt::format("rules.{} must be a table", key.str()));
      else
        read_rule(*table, info(*code), profile_.rules[static_cast<std::size_t>(*code)]);
    }
  }

  void read_rule(const toml::table& table, const FindingInfo& finding, Rule& rule) {
    std::vector<std::string_view> known{"severity", "source", "enabled"};
    for (const LimitInfo& limit : finding.limits)
      if (!limit.name.empty()) known.push_back(limit.name);
    const bool inherited = rule.enabled;
    if (!inherited) rule = Rule{};
    rule.enabled = true;
    if (!inherited) rule.severity_from = origin_;
    std::array<bool, kMaxLimits> given{};
    const std::size_t before = problems_.size();
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (name == "severity")
        read_severity(value, finding.code, rule);
      else if (name == "source")
        rule.source = text_value(name, value).value_or("");
      else if (name == "enabled")
        read_enabled(value, rule);
      else if (!read_limit(name, value, finding, rule, given))
        problem(key.source(), unknown(fmt::format("key in rules.{}:", finding.name), name, known));
    }
    // What is missing may stand there under a wrong name, which was told.
    const bool complete = inherited || !rule.enabled || problems_.size() > before;
    for (std::size_t i = 0; i < kMaxLimits && !complete; ++i)
      if (!finding.limits[i].name.empty() && !given[i])
        problem(table.source(),
                fmt::format("rules.{} lacks {}", finding.name, finding.limits[i].name));
  }

  void read_severity(const toml::node& value, FindingCode code, Rule& rule) {
    const auto text = value.value<std::string_view>();
    const auto severity = text ? severity_from(*text) : std::nullopt;
    if (!severity)
      return problem(value.source(), "severity must be \"reject\", \"warn\" or \"label\"");
    if (*severity == Severity::kReject && !may_reject(code))
      return problem(value.source(),
                     "what networks see may \"warn\" or \"label\", and never reject");
    rule.severity = *severity;
    rule.severity_from = origin_;
  }

  void read_enabled(const toml::node& value, Rule& rule) {
    const auto enabled = value.value_exact<bool>();
    if (!enabled) return problem(value.source(), "enabled must be true or false");
    rule.enabled = *enabled;
  }

  // False when the finding has no such limit.
  bool read_limit(std::string_view name, const toml::node& value, const FindingInfo& finding,
                  Rule& rule, std::array<bool, kMaxLimits>& given) {
    for (std::size_t i = 0; i < kMaxLimits; ++i) {
      const LimitInfo& limit = finding.limits[i];
      if (limit.name.empty() || limit.name != name) continue;
      given[i] = true;
      const auto number = value.value<double>();
      if (!number || !std::isfinite(*number) || *number < limit.lowest || *number > limit.highest) {
        problem(value.source(), fmt::format("{} must be a number from {} to {}", limit.name,
                                            limit.lowest, limit.highest));
        return true;
      }
      rule.limits[i] = *number;
      rule.limits_from[i] = origin_;
      return true;
    }
    return false;
  }

  static constexpr std::array<std::string_view, 2> kUncheckedKeys{"rule", "source"};

  Profile profile_;
  std::vector<ProfileProblem> problems_;
  std::vector<std::string> open_;   // identities of the profiles being read, outermost first
  std::vector<std::string> files_;  // their names, for people
  std::string where_;
  std::filesystem::path folder_;
  std::string origin_;  // the name of the profile that is being read
};

}  // namespace

ProfileReading read_profile(const std::string& name_or_path) {
  Reader reader;
  reader.read(name_or_path, nullptr);
  return reader.take();
}

ProfileReading read_profile_text(std::string_view text, const std::string& where) {
  Reader reader;
  reader.read_text(text, where, where);
  return reader.take();
}

std::string one_line(const ProfileProblem& problem) {
  if (problem.line == 0) return fmt::format("{}: {}", problem.file, problem.message);
  return fmt::format("{}:{}: {}", problem.file, problem.line, problem.message);
}

}  // namespace photosieve
