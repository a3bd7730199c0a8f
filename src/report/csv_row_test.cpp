// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv_row.h"

#include <gtest/gtest.h>

#include <vector>

namespace photosieve {
namespace {

TEST(CsvRow, QuotesWhatMustBeAndGuardsFormulas) {
  struct Case {
    std::string_view text;
    std::string_view line;
  };
  const std::vector<Case> cases{
      {"", "\r\n"},
      {"plain", "plain\r\n"},
      {"a,b", "\"a,b\"\r\n"},
      {"say \"hi\"", "\"say \"\"hi\"\"\"\r\n"},
      {"two\nlines", "\"two\nlines\"\r\n"},
      {" edge", "\" edge\"\r\n"},
      {"=1+1", "'=1+1\r\n"},
      {"+1", "'+1\r\n"},
      {"-1", "'-1\r\n"},
      {"@SUM(A1)", "'@SUM(A1)\r\n"},
      {"\tx", "'\tx\r\n"},
      {"=\"a\",b", "\"'=\"\"a\"\",b\"\r\n"},
      {"a=b", "a=b\r\n"},
      {"a\xff", "a\xEF\xBF\xBD\r\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(CsvRow().text(c.text).line(), c.line) << c.text;
}

TEST(CsvRow, NumbersStandAsTheyAreAndUnknownOnesAreEmpty) {
  EXPECT_EQ(CsvRow().whole(7).number(-1.5).maybe(std::nullopt).maybe(0.25).text("x").line(),
            "7,-1.5,,0.25,x\r\n");
  EXPECT_EQ(CsvRow().empty().empty().line(), ",\r\n");
}

}  // namespace
}  // namespace photosieve
