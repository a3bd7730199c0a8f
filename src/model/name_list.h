// Names of people and brands that may not stand in titles and keywords.
//
// A list is text: a name a line, `#` begins a comment. Names are compared as words: in lower case,
// with everything but letters and digits turned into single blanks, so that "Coca-Cola" and
// "coca cola" are the same. Letters beyond ASCII keep their case.
// Threads: pure; the built-in list is made once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

inline constexpr std::size_t kLongestListedName = 256;  // bytes; what a profile may hold

// "Coca-Cola  light" -> "coca cola light".
[[nodiscard]] std::string as_words(std::string_view text);

[[nodiscard]] std::vector<std::string> names_of_list(std::string_view list);

// profiles/names.txt.
[[nodiscard]] const std::vector<std::string>& built_in_names();

}  // namespace photosieve
