// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_text_codes.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using namespace std::string_view_literals;

TEST(MetadataTextCodes, IptcIsWhatItSaysElseUtf8ElseWindows) {
  constexpr std::string_view kUtf8 = "\x1B%G";
  EXPECT_EQ(utf8_of_iptc("caf\xC3\xA9", kUtf8), "caf\xC3\xA9");
  EXPECT_EQ(utf8_of_iptc("caf\xC3\xA9", ""), "caf\xC3\xA9");
  EXPECT_EQ(utf8_of_iptc("caf\xE9 \x80\x93", ""), "caf\xC3\xA9 \xE2\x82\xAC\xE2\x80\x9C");
  EXPECT_EQ(utf8_of_iptc("caf\xE9", kUtf8), "caf\xEF\xBF\xBD");
  EXPECT_EQ(utf8_of_iptc("\xE9\x81", ""), "\xC3\xA9\xEF\xBF\xBD");
}

TEST(MetadataTextCodes, WindowsTagsAreUtf16) {
  EXPECT_EQ(utf8_of_utf16("F\0o\0x\0\0\0y\0"sv), "Fox");
  EXPECT_EQ(utf8_of_utf16("\xE9\0"sv), "\xC3\xA9");
  EXPECT_EQ(utf8_of_utf16("\x3D\xD8\x8A\xDE"), "\xF0\x9F\x9A\x8A");
  EXPECT_EQ(utf8_of_utf16("\x3D\xD8"), "\xEF\xBF\xBD");
  EXPECT_EQ(utf8_of_utf16("\x8A\xDE"
                          "a\0"sv),
            "\xEF\xBF\xBD"
            "a");
  EXPECT_EQ(utf8_of_utf16("a"), "");
}

}  // namespace
}  // namespace photosieve
