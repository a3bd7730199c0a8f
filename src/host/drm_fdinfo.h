// DrmFdinfo: what one open file of a GPU tells of its owner's use, from /proc/PID/fdinfo/N.
//
// Memory is what the client holds on the device itself (region names with "vram" or "local"; a part
// that is given as resident counts before the total). A client that is open twice has one number.
// Threads  pure. Source: linux Documentation/gpu/drm-usage-stats.rst.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve {

struct DrmClient {
  std::string device;                         // PCI address; "": not told
  std::uint64_t client = 0;                   // of the device
  std::optional<std::uint64_t> memory_bytes;  // on the device
};

// Nothing: not a file of a GPU's driver.
[[nodiscard]] std::optional<DrmClient> drm_client(std::string_view fdinfo);

}  // namespace photosieve
