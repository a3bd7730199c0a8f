// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/memory_info.h"

#include <algorithm>
#include <limits>

#include "host/text_scan.h"

namespace photosieve {
namespace {

std::optional<std::uint64_t> bytes_after(std::string_view text, std::string_view key) {
  const auto kilobytes = number_after(text, key);
  if (!kilobytes || *kilobytes > std::numeric_limits<std::uint64_t>::max() / 1024)
    return std::nullopt;
  return *kilobytes * 1024;
}

}  // namespace

std::optional<MemoryInfo> memory_info(std::string_view meminfo) {
  const auto total = bytes_after(meminfo, "MemTotal:");
  if (!total || *total == 0) return std::nullopt;
  auto available = bytes_after(meminfo, "MemAvailable:");
  if (!available) {
    const auto free = bytes_after(meminfo, "MemFree:");
    if (!free) return std::nullopt;
    available = std::min(*free, *total) +
                std::min(bytes_after(meminfo, "Buffers:").value_or(0), *total) +
                std::min(bytes_after(meminfo, "Cached:").value_or(0), *total);
  }
  return MemoryInfo{*total, std::min(*available, *total), bytes_after(meminfo, "SwapTotal:"),
                    bytes_after(meminfo, "SwapFree:")};
}

}  // namespace photosieve
