// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/drm_fdinfo.h"

#include <limits>

#include "host/text_scan.h"

namespace photosieve {
namespace {

// "1024 KiB", "3 MiB", or bytes without a unit.
std::optional<std::uint64_t> bytes_of(std::string_view text) {
  const auto number = take_number(text);
  if (!number) return std::nullopt;
  const std::string_view unit = take_word(text).value_or("");
  std::uint64_t factor = 1;
  if (unit == "KiB") factor = 1024;
  if (unit == "MiB") factor = std::uint64_t{1024} * 1024;
  if (*number > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
  return *number * factor;
}

bool on_the_device(std::string_view region) {
  return region.find("vram") != std::string_view::npos ||
         region.find("local") != std::string_view::npos;
}

}  // namespace

std::optional<DrmClient> drm_client(std::string_view fdinfo) {
  DrmClient client;
  bool driver = false;
  std::optional<std::uint64_t> resident;
  std::optional<std::uint64_t> total;
  std::optional<std::uint64_t> older;  // drm-memory-<region>, as amdgpu told it first
  const auto add = [](std::optional<std::uint64_t>& sum, std::string_view text) {
    if (const auto bytes = bytes_of(text)) sum = sum.value_or(0) + *bytes;
  };
  while (const auto line = take_line(fdinfo)) {
    const std::size_t colon = line->find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = line->substr(0, colon);
    const std::string_view value = trimmed(line->substr(colon + 1));
    if (key == "drm-driver") driver = !value.empty();
    if (key == "drm-pdev") client.device = value;
    if (key == "drm-client-id") client.client = whole_of(value).value_or(0);
    if (!on_the_device(key)) continue;
    if (key.starts_with("drm-resident-")) add(resident, value);
    if (key.starts_with("drm-total-")) add(total, value);
    if (key.starts_with("drm-memory-")) add(older, value);
  }
  if (!driver) return std::nullopt;
  client.memory_bytes = resident ? resident : total ? total : older;
  return client;
}

}  // namespace photosieve
