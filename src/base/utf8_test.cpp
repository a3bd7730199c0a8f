// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve {
namespace {

TEST(Utf8, ReadsEveryLengthAndRefusesWhatIsNotUtf8) {
  struct Case {
    std::string bytes;
    bool valid;
    char32_t code;
  };
  const Case cases[] = {
      {"a", true, 'a'},
      {"\xC3\xA9", true, 0xE9},
      {"\xE0\xB8\x81", true, 0xE01},
      {"\xF0\x9F\x98\x80", true, 0x1F600},
      {"\xC0\x80", false, 0},          // overlong
      {"\xE0\x80\x80", false, 0},      // overlong
      {"\xED\xA0\x80", false, 0},      // a surrogate
      {"\xF4\x90\x80\x80", false, 0},  // above U+10FFFF
      {"\xFF", false, 0},
      {"\x80", false, 0},      // a continuation alone
      {"\xE0\xB8", false, 0},  // cut short
  };
  for (const Case& one : cases) {
    const Utf8Step step = next_code_point(one.bytes);
    EXPECT_EQ(step.valid, one.valid) << testing::PrintToString(one.bytes);
    if (!one.valid) {
      EXPECT_EQ(step.bytes, 1U);
      continue;
    }
    EXPECT_EQ(step.code, one.code);
    EXPECT_EQ(step.bytes, one.bytes.size());
  }
}

TEST(Utf8, KnowsTheColumnsOfMarksWideCharactersAndControls) {
  EXPECT_EQ(code_point_columns('a'), 1U);
  EXPECT_EQ(code_point_columns(0xE01), 1U);    // Thai KO KAI
  EXPECT_EQ(code_point_columns(0xE31), 0U);    // MAI HAN-AKAT
  EXPECT_EQ(code_point_columns(0xE33), 1U);    // SARA AM
  EXPECT_EQ(code_point_columns(0xE47), 0U);    // MAITAIKHU
  EXPECT_EQ(code_point_columns(0xE4E), 0U);    // YAMAKKAN
  EXPECT_EQ(code_point_columns(0x301), 0U);    // a combining acute
  EXPECT_EQ(code_point_columns(0x4E2D), 2U);   // a Chinese character
  EXPECT_EQ(code_point_columns(0xFF21), 2U);   // a full-width A
  EXPECT_EQ(code_point_columns(0x1F600), 2U);  // an emoji
  EXPECT_EQ(code_point_columns(0x200D), 0U);   // the joiner
  EXPECT_EQ(code_point_columns('\n'), 0U);
}

}  // namespace
}  // namespace photosieve
