// walk_heif(): what a HEIF's outermost boxes say before anything is decoded.
//
// Source   ISO/IEC 14496-12 section 4.2. Boxes inside others are not looked at.
// Errors   none. Threads: pure. Cost: a few nanoseconds a box, kMostBoxes at most.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace photosieve {

inline constexpr std::size_t kMostBoxes = 10'000;

struct HeifFacts {
  bool has_meta = false;
  bool has_sequence = false;                // a `moov` box
  std::optional<std::uint64_t> box_beyond;  // a box that begins here ends behind the file
};

[[nodiscard]] HeifFacts walk_heif(std::span<const std::uint8_t> file);

}  // namespace photosieve
