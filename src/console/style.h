// Style: what the terminal can show.
//
// Colours only where the output is a terminal and neither NO_COLOR nor TERM=dumb says otherwise
// (NO_COLOR takes the colours, never the bar); signs beyond ASCII only in a UTF-8 locale.
// Threads: values; reading the environment is for the start of the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace photosieve {

enum class Colour : std::uint8_t { kNone, kGreen, kRed, kYellow, kDim, kBold };

struct Style {
  bool colours = false;
  bool unicode = true;

  [[nodiscard]] std::string paint(Colour colour, std::string_view text) const;
  // Text from outside (a file's name, a message that holds one) as it may be written: nothing that
  // breaks or steers a line, and what the locale cannot show as '?', in as many columns.
  [[nodiscard]] std::string shown(std::string_view text) const;
  // The same, elided in its middle to at most `columns`.
  [[nodiscard]] std::string fitted(std::string_view text, std::size_t columns) const;
};

// For the terminal behind `fd`.
[[nodiscard]] Style style_of(int fd);
// Whether `fd` is a terminal on which lines can be drawn over.
[[nodiscard]] bool can_redraw(int fd);

}  // namespace photosieve
