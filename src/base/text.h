// Text: UTF-8 as a terminal and a person see it.
//
// Widths follow Unicode's East Asian Width with combining marks (Thai ones too) at 0 columns.
// Invalid UTF-8 never fails: each bad byte counts and prints as U+FFFD.
// Threads: pure.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace photosieve {

[[nodiscard]] bool valid_utf8(std::string_view bytes);

// The same text with each invalid byte replaced by U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

// Like to_valid_utf8, and control characters (newline, escape, ...), line separators and what turns
// the direction of other text become U+FFFD too: what may be written to a terminal or a log line.
[[nodiscard]] std::string printable(std::string_view bytes);

// Columns the text takes on a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

// At most `columns` columns: the middle is replaced by an ellipsis (U+2026), never splitting a
// character or parting a mark from its base.
[[nodiscard]] std::string elide_middle(std::string_view text, std::size_t columns);

// At most `bytes` bytes of UTF-8, elided in the middle the same way.
[[nodiscard]] std::string elide_middle_bytes(std::string_view text, std::size_t bytes);

// "1 h 02 min", "4 min 05 s", "12 s"; for people.
[[nodiscard]] std::string human_duration(double seconds);

// "12,345"
[[nodiscard]] std::string human_count(std::uint64_t count);

// "12.5 MB": 1 MB is 1024 x 1024 bytes.
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);

// The candidate nearest to `word` by edit distance, or "" when none is near (more than half of
// the word's letters differ).
[[nodiscard]] std::string nearest_name(std::string_view word,
                                       std::span<const std::string_view> candidates);

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace photosieve
