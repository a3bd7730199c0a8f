// Numbers as a person reads them in a line: shares, speeds, times, memory, and a bar.
//
// A bar is of the eighths of a cell in a UTF-8 locale, and of # and - elsewhere; it has exactly as
// many columns as are asked for (3 at least), and it is full only when all is done.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "console/style.h"

namespace photosieve {

// "5.01%": never rounded up, so that 100.00% means all. "" of nothing.
[[nodiscard]] std::string percent_text(std::uint64_t part, std::uint64_t whole);

// "18.4 photos/s", "140 photos/s", "2.5 photos/min".
[[nodiscard]] std::string speed_in_words(double photos_a_second);
// "18.4/s", "2.5/min".
[[nodiscard]] std::string speed_in_short(double photos_a_second);
// "↑ 12%", "↓ 8%", "steady" below two percent; "+12%", "-8%" without signs beyond ASCII.
[[nodiscard]] std::string trend_text(double percent, const Style& style);

// "420 ms", "3.1 s", "48 s", "2 min 05 s".
[[nodiscard]] std::string seconds_text(double seconds);

// "812 MB", "1.4 GB"
[[nodiscard]] std::string megabytes_text(double megabytes);

[[nodiscard]] std::string bar_text(std::uint64_t part, std::uint64_t whole, std::size_t columns,
                                   const Style& style);

}  // namespace photosieve
