// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_text_codes.h"

#include <array>

#include "base/text.h"

namespace photosieve {
namespace {

// Windows-1252, 0x80 to 0x9F; 0 is not assigned. Source: WHATWG Encoding Standard, index
// windows-1252.
constexpr std::array<char16_t, 32> kHigh{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void append(std::string& text, char32_t code) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::string utf8_of_windows(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t code = byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : byte;
    if (code == 0 && byte != 0)
      result += kReplacement;
    else
      append(result, code);
  }
  return result;
}

}  // namespace

std::string utf8_of_iptc(std::string_view text, std::string_view code) {
  if (code.find("\x1B%G") != std::string_view::npos) return to_valid_utf8(text);
  return utf8_of_exif(text);
}

std::string utf8_of_exif(std::string_view text) {
  return valid_utf8(text) ? std::string(text) : utf8_of_windows(text);
}

std::string utf8_of_utf16(std::string_view little_endian) {
  std::string result;
  char32_t high = 0;
  for (std::size_t i = 0; i + 1 < little_endian.size(); i += 2) {
    const char32_t unit = static_cast<unsigned char>(little_endian[i]) |
                          static_cast<char32_t>(static_cast<unsigned char>(little_endian[i + 1]))
                              << 8;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && low) {
      append(result, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
      continue;
    }
    if (high != 0) result += kReplacement;
    high = 0;
    if (unit >= 0xD800 && unit < 0xDC00)
      high = unit;
    else if (low)
      result += kReplacement;
    else if (unit == 0)
      break;
    else
      append(result, unit);
  }
  if (high != 0) result += kReplacement;
  return result;
}

}  // namespace photosieve
