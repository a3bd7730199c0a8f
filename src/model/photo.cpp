// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, kSkipReasonCount> kSkipReasons{
    "hidden",       "system_file",        "sidecar",     "raw",
    "video",        "unsupported_format", "not_a_photo", "link",
    "special_file", "unreadable_folder"};
constexpr std::array<std::string_view, kFormatCount> kFormats{"unknown", "jpeg", "png", "webp",
                                                              "tiff",    "heif", "avif"};
constexpr std::array<std::string_view, 2> kDecisions{"approved", "rejected"};

}  // namespace

std::string_view name(SkipReason reason) {
  return kSkipReasons[static_cast<std::size_t>(reason)];
}
std::optional<SkipReason> skip_reason_from(std::string_view name) {
  return value_named<SkipReason>(kSkipReasons, name);
}
std::string_view name(Format format) {
  return kFormats[static_cast<std::size_t>(format)];
}
std::optional<Format> format_from(std::string_view name) {
  return value_named<Format>(kFormats, name);
}
std::string_view name(Decision decision) {
  return kDecisions[static_cast<std::size_t>(decision)];
}
std::optional<Decision> decision_from(std::string_view name) {
  return value_named<Decision>(kDecisions, name);
}

std::string to_hex(const PdqHash& hash) {
  return fmt::format("{:016x}{:016x}{:016x}{:016x}", hash[0], hash[1], hash[2], hash[3]);
}

std::optional<PdqHash> pdq_from_hex(std::string_view hex) {
  if (hex.size() != 64) return std::nullopt;
  PdqHash hash{};
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const char* begin = hex.data() + 16 * i;
    const auto read = std::from_chars(begin, begin + 16, hash[i], 16);
    if (read.ec != std::errc{} || read.ptr != begin + 16) return std::nullopt;
  }
  return hash;
}

bool rejects(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kReject; });
}

std::uint8_t rejecting_categories(const std::vector<Finding>& findings) {
  unsigned bits = 0;
  for (const Finding& finding : findings)
    if (finding.severity == Severity::kReject)
      bits |= 1U << static_cast<unsigned>(info(finding.code).category);
  return static_cast<std::uint8_t>(bits);
}

bool has_category(const std::vector<Finding>& findings, Category category, Severity severity) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == severity && info(finding.code).category == category;
  });
}

}  // namespace photosieve
