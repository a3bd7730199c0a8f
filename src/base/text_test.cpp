// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>

#include <array>

namespace photosieve {
namespace {

TEST(Text, InvalidBytesAreReplacedOneByOne) {
  EXPECT_TRUE(valid_utf8("กา.jpg"));
  EXPECT_FALSE(valid_utf8("a\xff"));
  EXPECT_EQ(to_valid_utf8("a\xff\xfe.jpg"), "a\xEF\xBF\xBD\xEF\xBF\xBD.jpg");
  EXPECT_EQ(to_valid_utf8("a\nb"), "a\nb");
  EXPECT_EQ(printable("a\nb\x1b[31m"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD[31m");
}

TEST(Text, NothingPrintableBreaksALineOrTurnsItAround) {
  struct Case {
    const char* what;
    const char* bytes;
  };
  const Case cases[] = {
      {"a newline", "\n"},
      {"a carriage return", "\r"},
      {"an escape", "\x1b"},
      {"delete", "\x7f"},
      {"a C1 control (CSI in one character)", "\u009b"},
      {"a line separator", "\u2028"},
      {"a paragraph separator", "\u2029"},
      {"a right-to-left override", "\u202e"},
      {"a right-to-left isolate", "\u2067"},
      {"the end of an isolate", "\u2069"},
  };
  for (const Case& one : cases)
    EXPECT_EQ(printable("a" + std::string(one.bytes) + "b"), "a\uFFFDb") << one.what;
  // Marks that only say which way a name reads are part of names in Arabic and Hebrew.
  EXPECT_EQ(printable("\u200e\u0634\u0645\u0633.jpg"), "\u200e\u0634\u0645\u0633.jpg");
}

TEST(Text, WidthIsWhatATerminalShows) {
  EXPECT_EQ(display_width("photo.jpg"), 9U);
  EXPECT_EQ(display_width("น้ำตก"), 4U);  // marks above take no column, SARA AM one
  EXPECT_EQ(display_width("中文"), 4U);
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(display_width("👩‍👩‍👧"), 2U);  // joined into one
  EXPECT_EQ(display_width("\xff"), 1U);
}

TEST(Text, ElidesInTheMiddleAndNeverPartsAMarkFromItsBase) {
  EXPECT_EQ(elide_middle("short.jpg", 9), "short.jpg");
  EXPECT_EQ(elide_middle("holiday-in-chiang-mai.jpg", 11), "holid…i.jpg");
  const std::string thai = "น้ำตกน้ำตกน้ำตก.jpg";
  for (std::size_t columns = 0; columns < 25; ++columns) {
    const std::string text = elide_middle(thai, columns);
    EXPECT_LE(display_width(text), columns);
    EXPECT_TRUE(valid_utf8(text)) << columns;
  }
  EXPECT_EQ(elide_middle("中文中文中文", 6), "中…文");
  EXPECT_EQ(elide_middle("abc", 0), "");
}

TEST(Text, ElidesToBytesWithoutSplittingACharacter) {
  for (std::size_t bytes = 0; bytes < 40; ++bytes) {
    const std::string text = elide_middle_bytes("น้ำตกน้ำตก.jpg", bytes);
    EXPECT_LE(text.size(), bytes);
    EXPECT_TRUE(valid_utf8(text)) << bytes;
  }
}

TEST(Text, NumbersForPeople) {
  EXPECT_EQ(human_duration(0.2), "0 s");
  EXPECT_EQ(human_duration(59.6), "1 min 00 s");
  EXPECT_EQ(human_duration(245), "4 min 05 s");
  EXPECT_EQ(human_duration(3720), "1 h 02 min");
  EXPECT_EQ(human_duration(90000), "1 d 01 h");
  EXPECT_EQ(human_duration(-1), "unknown");
  EXPECT_EQ(human_count(0), "0");
  EXPECT_EQ(human_count(999), "999");
  EXPECT_EQ(human_count(1234567), "1,234,567");
  EXPECT_EQ(human_bytes(512), "512 B");
  EXPECT_EQ(human_bytes(1536), "1.5 kB");
  EXPECT_EQ(human_bytes(1048575), "1.0 MB");
}

TEST(Text, FindsTheNameThatWasMeant) {
  constexpr std::array<std::string_view, 3> kNames{"workers", "profile", "progress"};
  EXPECT_EQ(nearest_name("worker", kNames), "workers");
  EXPECT_EQ(nearest_name("rpofile", kNames), "profile");
  EXPECT_EQ(nearest_name("zzzzzz", kNames), "");
  EXPECT_EQ(nearest_name("", kNames), "");
  EXPECT_EQ(nearest_name(std::string(100000, 'x'), kNames), "");
}

TEST(Text, Base64IsTheStandardOne) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace photosieve
