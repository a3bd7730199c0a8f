// Numbers and names at a place in bytes, for readers of containers.
//
// The caller has checked that the bytes are there: a read beyond the end is a broken promise.
// Threads: pure. Cost: nanoseconds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace photosieve {

[[nodiscard]] inline std::uint16_t big16(std::span<const std::uint8_t> bytes, std::size_t at) {
  PS_CHECK(at <= bytes.size() && bytes.size() - at >= 2);
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

[[nodiscard]] inline std::uint32_t big32(std::span<const std::uint8_t> bytes, std::size_t at) {
  PS_CHECK(at <= bytes.size() && bytes.size() - at >= 4);
  return static_cast<std::uint32_t>(bytes[at]) << 24 |
         static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

[[nodiscard]] inline std::uint64_t big64(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint64_t>(big32(bytes, at)) << 32 | big32(bytes, at + 4);
}

[[nodiscard]] inline std::uint32_t little32(std::span<const std::uint8_t> bytes, std::size_t at) {
  PS_CHECK(at <= bytes.size() && bytes.size() - at >= 4);
  return static_cast<std::uint32_t>(bytes[at + 3]) << 24 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 1]) << 8 | bytes[at];
}

// Bytes as text; `prefix` may hold any bytes, '\0' among them when it is given with its length.
[[nodiscard]] inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] inline bool begins_with(std::span<const std::uint8_t> bytes,
                                      std::string_view prefix) {
  return text_of(bytes).starts_with(prefix);
}

}  // namespace photosieve
