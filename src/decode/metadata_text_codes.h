// Texts of metadata in older codes, to UTF-8.
//
// IPTC-IIM names its code in dataset 1:90 (ISO 2022 escapes) or, as most files, not at all: then it
// is UTF-8 where it can be and Windows-1252 else (what writers of that time wrote). EXIF's XP tags
// are UTF-16, lowest byte first. Conversion is by table: iconv would open files.
// Threads: pure. Errors: none, what cannot be read becomes U+FFFD.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace photosieve {

// `code` is the content of dataset 1:90, or empty.
[[nodiscard]] std::string utf8_of_iptc(std::string_view text, std::string_view code);
// EXIF's texts should be ASCII and are UTF-8 or Windows-1252 in practice.
[[nodiscard]] std::string utf8_of_exif(std::string_view text);
[[nodiscard]] std::string utf8_of_utf16(std::string_view little_endian);

}  // namespace photosieve
