// Text width: the columns that text takes on a terminal, a character as a person sees it at a time.
//
// A character is a grapheme cluster: a letter with its marks, a flag, an emoji joined of several.
// Terminals differ on some of them; what is told here is what those do that know clusters (kitty,
// WezTerm, Ghostty, iTerm2, Windows Terminal), and SARA AM (U+0E33, U+0EB3) has a column of its own
// in all of them. Where a terminal knows none, an emoji that is joined of several is drawn wider,
// so no line may rely on this to stay within the edge: it is cut there (live_region.h).
// Invalid UTF-8 never fails: each bad byte is U+FFFD, one column. Controls take none.
// Source: Unicode Standard Annexes 29 (clusters) and 11 (East Asian Width), by utf8proc.
// Threads: pure. Cost: a table lookup a code point.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace photosieve {

struct TextCluster {
  std::size_t bytes = 0;
  std::size_t columns = 0;  // 0 to 2, but for scripts whose marks take room
};

// The first character of `text`, which must not be empty.
[[nodiscard]] TextCluster next_cluster(std::string_view text);

[[nodiscard]] std::size_t text_columns(std::string_view text);

// At most `columns` columns: the middle gives way to an ellipsis (U+2026), and no character is
// parted. The end of a name (its number, its ending) gets the odd column.
[[nodiscard]] std::string elide_columns(std::string_view text, std::size_t columns);

// The text and as many spaces as it takes to `columns`.
[[nodiscard]] std::string padded_to(std::string_view text, std::size_t columns);

}  // namespace photosieve
