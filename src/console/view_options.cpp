// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/view_options.h"

#include <fmt/format.h>

#include "base/text.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, kAllSections.size()> kSectionNames{
    "bar", "decided", "speed", "left", "batch", "host", "milestone", "file"};
constexpr std::array<std::string_view, 3> kWhenNames{"auto", "always", "never"};
constexpr std::array<std::string_view, 5> kStyleNames{"auto", "bar", "plain", "json", "none"};

}  // namespace

std::string_view name(Section section) {
  return kSectionNames[static_cast<std::size_t>(section)];
}
std::string_view name(When when) {
  return kWhenNames[static_cast<std::size_t>(when)];
}
std::string_view name(ProgressStyle style) {
  return kStyleNames[static_cast<std::size_t>(style)];
}
std::optional<Section> section_from(std::string_view name) {
  return value_named<Section>(kSectionNames, name);
}
std::optional<When> when_from(std::string_view name) {
  return value_named<When>(kWhenNames, name);
}
std::optional<ProgressStyle> progress_style_from(std::string_view name) {
  return value_named<ProgressStyle>(kStyleNames, name);
}

Result<Sections> Sections::from(const std::vector<std::string>& names) {
  Sections sections;
  sections.bits_ = 0;
  for (const std::string& wanted : names) {
    if (wanted == "all") return Sections();
    if (const auto section = section_from(wanted)) {
      sections.bits_ |= bit(*section);
      continue;
    }
    const std::string nearest = nearest_name(wanted, kSectionNames);
    std::string message = fmt::format("unknown section {}", printable(wanted));
    message += nearest.empty() ? std::string("; known are all") : "; did you mean " + nearest + "?";
    if (nearest.empty())
      for (const std::string_view known : kSectionNames) message += fmt::format(" {}", known);
    return fail(ErrorKind::kUsage, message);
  }
  return sections;
}

std::vector<std::string> Sections::names() const {
  std::vector<std::string> all;
  for (const Section section : kAllSections)
    if (has(section)) all.emplace_back(name(section));
  return all;
}

}  // namespace photosieve
