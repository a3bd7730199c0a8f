// Scanning of what /proc and /sys hold: lines, words parted by spaces, whole and decimal numbers.
//
// Nothing is believed: what is no number has no value, and no text makes it read beyond its end.
// Threads: pure. Cost: no allocation.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace photosieve {

// Takes the first line, or word, off `rest`; nothing at the end. A word ends at spaces and tabs.
[[nodiscard]] std::optional<std::string_view> take_line(std::string_view& rest);
[[nodiscard]] std::optional<std::string_view> take_word(std::string_view& rest);
[[nodiscard]] std::optional<std::uint64_t> take_number(std::string_view& rest);

// The whole text, without space around it; a number that does not fit has no value.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> whole_of(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> signed_of(std::string_view text);
[[nodiscard]] std::optional<double> decimal_of(std::string_view text);

// The number that follows `key` at the beginning of a line ("MemTotal:", "inactive_file").
[[nodiscard]] std::optional<std::uint64_t> number_after(std::string_view text,
                                                        std::string_view key);

}  // namespace photosieve
