// UTF-8, one character at a time, and the columns a character takes on a terminal.
//
// Widths: combining marks (Thai and Lao vowels and tones among them), joiners and variation
// selectors 0; East Asian wide and full-width characters and emoji 2; all else 1; controls 0.
// SARA AM (U+0E33) takes a column of its own. Source: Unicode 15, EastAsianWidth.txt and
// DerivedGeneralCategory.txt (Mn, Me, Cf). Threads: pure. Cost: a binary search.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace photosieve {

struct Utf8Step {
  char32_t code = 0;
  std::size_t bytes = 1;  // to go on by; 1 for an invalid byte
  bool valid = false;
};

// The first character of `text`, which must not be empty. Overlong forms, surrogates and codes
// above U+10FFFF are invalid.
[[nodiscard]] Utf8Step next_code_point(std::string_view text);

[[nodiscard]] std::size_t code_point_columns(char32_t code);

}  // namespace photosieve
