// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/user_settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestFile = std::size_t{64} * 1024;
constexpr std::array<std::string_view, 3> kTables{"console", "run", "report"};
constexpr std::array<std::string_view, 7> kConsoleKeys{
    "progress", "interval", "sections", "colours", "width", "taskbar", "notify"};
constexpr std::array<std::string_view, 1> kRunKeys{"milestones"};
constexpr std::array<std::string_view, 1> kReportKeys{"formats"};
constexpr std::array<std::string_view, 3> kFormats{"html", "json", "csv"};

std::string list_text(std::span<const std::string> words) {
  std::string text = "[";
  for (const std::string& word : words) {
    if (text.size() > 1) text += ", ";
    text += "\"" + word + "\"";
  }
  return text + "]";
}

// Reads one file's tables; the first thing that is wrong ends it.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(printable(file)) {}

  Result<UserSettings> read(const toml::table& tables) {
    for (const auto& [key, node] : tables) {
      const std::string_view name = key.str();
      const toml::table* table = node.as_table();
      if (std::find(kTables.begin(), kTables.end(), name) == kTables.end())
        return unknown(table != nullptr ? "table" : "key", name, kTables, key.source());
      if (table == nullptr) return wrong(name, "must be a table", key.source());
      const auto known = name == "console" ? std::span<const std::string_view>(kConsoleKeys)
                         : name == "run"   ? std::span<const std::string_view>(kRunKeys)
                                           : std::span<const std::string_view>(kReportKeys);
      for (const auto& [inner, value] : *table) {
        if (std::find(known.begin(), known.end(), inner.str()) == known.end())
          return unknown("key", inner.str(), known, inner.source());
        PS_TRY_VOID(take(inner.str(), value));
      }
    }
    return settings_;
  }

 private:
  tl::unexpected<Error> at(const toml::source_region& where, const std::string& what) const {
    return fail(ErrorKind::kUsage, fmt::format("{}:{}: {}", file_, where.begin.line, what));
  }
  tl::unexpected<Error> unknown(const char* kind, std::string_view name,
                                std::span<const std::string_view> known,
                                const toml::source_region& where) const {
    const std::string nearest = nearest_name(name, known);
    std::string text = fmt::format("unknown {} {}", kind, printable(name));
    if (!nearest.empty()) return at(where, text + fmt::format("; did you mean {}?", nearest));
    text += "; known are";
    for (const std::string_view one : known) text += fmt::format(" {}", one);
    return at(where, text);
  }
  tl::unexpected<Error> wrong(std::string_view key, const std::string& what,
                              const toml::source_region& where) const {
    return at(where, fmt::format("{} {}", key, what));
  }

  Result<std::vector<std::string>> words(std::string_view key, const toml::node& node) const {
    const toml::array* array = node.as_array();
    std::vector<std::string> all;
    if (array != nullptr)
      for (const toml::node& one : *array)
        if (const auto word = one.value_exact<std::string>()) all.push_back(*word);
    if (array == nullptr || all.size() != array->size())
      return wrong(key, "must be a list of words", node.source());
    return all;
  }

  template <class Value, class From>
  Result<> choose(std::string_view key, const toml::node& node, Value& value, From from,
                  const char* known) {
    const auto word = node.value_exact<std::string>();
    const std::optional<Value> chosen = word ? from(*word) : std::nullopt;
    if (!chosen) return wrong(key, fmt::format("must be one of {}", known), node.source());
    value = *chosen;
    return {};
  }

  template <class Value>
  Result<> number(std::string_view key, const toml::node& node, Value& value, double least,
                  double most) {
    const auto given = node.is_number() ? node.value<double>() : std::nullopt;
    if (!given || !(*given >= least && *given <= most))
      return wrong(key, fmt::format("must be a number from {} to {}", least, most), node.source());
    value = static_cast<Value>(*given);
    return {};
  }

  Result<> yes_or_no(std::string_view key, const toml::node& node, bool& value) {
    const auto given = node.value_exact<bool>();
    if (!given) return wrong(key, "must be true or false", node.source());
    value = *given;
    return {};
  }

  Result<> take(std::string_view key, const toml::node& node) {
    ViewOptions& view = settings_.view;
    if (key == "progress")
      return choose(key, node, view.progress, progress_style_from, "auto bar plain json none");
    if (key == "colours") return choose(key, node, view.colours, when_from, "auto always never");
    if (key == "interval") return number(key, node, view.interval_seconds, 0, 3600);
    if (key == "width") return number(key, node, view.width, 0, 1000);
    if (key == "taskbar") return yes_or_no(key, node, view.taskbar);
    if (key == "notify") return yes_or_no(key, node, view.notify);
    PS_TRY(const std::vector<std::string> list, words(key, node));
    if (key == "sections") return set(node, Sections::from(list), view.sections);
    if (key == "milestones") return set(node, MilestoneLists::from(list), settings_.milestones);
    for (const std::string& format : list)
      if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end())
        return unknown("format", format, kFormats, node.source());
    settings_.report_formats = list;
    return {};
  }

  template <class Value>
  Result<> set(const toml::node& node, Result<Value> read, Value& value) {
    if (!read) return at(node.source(), read.error().message);
    value = *std::move(read);
    return {};
  }

  const std::string file_;
  UserSettings settings_;
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

Result<MilestoneLists> MilestoneLists::from(const std::vector<std::string>& words) {
  MilestoneLists lists{{}, {}, {}};
  for (const std::string& word : words) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(word.data() + word.size() - end));
    const bool share = unit == "%" && value < 100;
    if (error != std::errc() || value == 0 || (!share && !unit.empty() && unit != "h"))
      return fail(ErrorKind::kUsage,
                  fmt::format("{} is no milestone: a share below 100 (25%), a count of photos "
                              "(1000) or an hour (2h)",
                              printable(word)));
    (share ? lists.percentages : unit.empty() ? lists.counts : lists.hours).push_back(value);
  }
  for (auto* list : {&lists.percentages, &lists.counts, &lists.hours}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return lists;
}

std::vector<std::string> MilestoneLists::words() const {
  std::vector<std::string> all;
  for (const std::uint32_t one : percentages) all.push_back(fmt::format("{}%", one));
  for (const std::uint32_t one : counts) all.push_back(std::to_string(one));
  for (const std::uint32_t one : hours) all.push_back(fmt::format("{}h", one));
  return all;
}

Result<UserSettings> settings_from_toml(std::string_view text, const std::string& file) {
  try {
    const toml::table tables = toml::parse(text);
    return Reader(file).read(tables);
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}:{}: {}", printable(file), error.source().begin.line,
                            printable(error.description())));
  }
}

std::string settings_toml(const UserSettings& settings) {
  const ViewOptions& view = settings.view;
  return fmt::format(
      "[console]\n"
      "progress = \"{}\"  # auto bar plain json none\n"
      "interval = {}  # seconds between two updates; 0: by the style\n"
      "sections = {}\n"
      "colours = \"{}\"  # auto always never\n"
      "width = {}  # columns; 0: the terminal's\n"
      "taskbar = {}  # progress on the terminal's tab or task bar, where it can\n"
      "notify = {}  # told by the terminal when a run of 20 seconds or more ends\n"
      "\n"
      "[run]\n"
      "milestones = {}  # without an hour, every hour is told\n"
      "\n"
      "[report]\n"
      "formats = {}  # written when a run is complete\n",
      name(view.progress), view.interval_seconds, list_text(view.sections.names()),
      name(view.colours), view.width, view.taskbar, view.notify,
      list_text(settings.milestones.words()), list_text(settings.report_formats));
}

std::string settings_path() {
  if (std::string given = variable("PHOTOSIEVE_SETTINGS"); !given.empty()) return given;
  std::string base = variable("XDG_CONFIG_HOME");
  if (!base.starts_with('/')) {
    const std::string home = variable("HOME");
    if (home.empty()) return {};
    base = home + "/.config";
  }
  return base + "/photosieve/settings.toml";
}

Result<UserSettings> read_settings(const std::string& path) {
  std::error_code missing;
  if (path.empty() || (!std::filesystem::exists(path, missing) && !missing)) return UserSettings();
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongestFile + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (!std::filesystem::is_regular_file(path, missing) || (text.empty() && !file.eof()))
    return fail(ErrorKind::kUsage,
                fmt::format("the settings file {} cannot be read", printable(path)));
  if (text.size() > kLongestFile)
    return fail(ErrorKind::kUsage,
                fmt::format("the settings file {} is larger than 64 kB", printable(path)));
  return settings_from_toml(text, path);
}

}  // namespace photosieve
