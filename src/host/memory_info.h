// MemoryInfo: the machine's memory, from the text of /proc/meminfo.
//
// Bytes. Available is the kernel's own estimate of what programs can still get without swapping;
// before Linux 3.14, which did not tell it, what is free, in buffers and in the page cache.
// Threads: pure. Source: proc_meminfo(5).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace photosieve {

struct MemoryInfo {
  std::uint64_t total = 0;
  std::uint64_t available = 0;  // at most total
  std::optional<std::uint64_t> swap_total;
  std::optional<std::uint64_t> swap_free;
};

[[nodiscard]] std::optional<MemoryInfo> memory_info(std::string_view meminfo);

}  // namespace photosieve
