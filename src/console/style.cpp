// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/style.h"

#include <langinfo.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdlib>

#include "base/text.h"
#include "base/utf8.h"
#include "console/text_width.h"

namespace photosieve {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

std::string Style::paint(Colour colour, std::string_view text) const {
  constexpr std::array<std::string_view, 6> kCodes{"", "32", "31", "33", "2", "1"};
  if (!colours || colour == Colour::kNone || text.empty()) return std::string(text);
  std::string painted = "\x1b[";
  painted += kCodes[static_cast<std::size_t>(colour)];
  painted += "m";
  painted += text;
  painted += "\x1b[0m";
  return painted;
}

std::string Style::shown(std::string_view text) const {
  std::string clean = printable(text);
  if (unicode) return clean;
  std::string ascii;
  for (std::string_view rest = clean; !rest.empty();) {
    const Utf8Step step = next_code_point(rest);
    rest.remove_prefix(step.bytes);
    if (step.code < 0x80)
      ascii += static_cast<char>(step.code);
    else if (step.code == 0x2026)
      ascii += '~';  // the ellipsis of an elided name
    else
      ascii.append(code_point_columns(step.code), '?');
  }
  return ascii;
}

std::string Style::fitted(std::string_view text, std::size_t columns) const {
  return shown(elide_columns(printable(text), columns));
}

bool can_redraw(int fd) {
  const std::string_view terminal = environment("TERM");
  return ::isatty(fd) == 1 && !terminal.empty() && terminal != "dumb";
}

Style style_of(int fd) {
  std::setlocale(LC_CTYPE, "");  // NOLINT(concurrency-mt-unsafe): at the start
  const std::string_view charset = ::nl_langinfo(CODESET);  // NOLINT(concurrency-mt-unsafe)
  return {.colours = can_redraw(fd) && environment("NO_COLOR").empty(),
          .unicode = charset == "UTF-8"};
}

}  // namespace photosieve
