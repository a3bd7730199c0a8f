// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/text_width.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace photosieve {
namespace {

struct Named {
  std::string name;
  std::size_t columns = 0;
};

std::vector<Named> corpus() {
  std::ifstream file(PHOTOSIEVE_SOURCE_DIR "/tests/data/console/widths.tsv");
  std::vector<Named> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("# ")) continue;
    std::istringstream cells(line);
    Named one;
    std::getline(cells, one.name, '\t');
    cells >> one.columns;
    all.push_back(one);
  }
  return all;
}

TEST(TextWidth, OfTheCorpusIsWhatTerminalsTake) {
  const std::vector<Named> all = corpus();
  EXPECT_GT(all.size(), 40U);
  for (const Named& one : all) EXPECT_EQ(text_columns(one.name), one.columns) << one.name;
}

TEST(TextWidth, AnElidedNameNeverTakesMoreAndKeepsItsEnding) {
  for (const Named& one : corpus()) {
    for (std::size_t columns = 0; columns <= one.columns + 1; ++columns) {
      const std::string elided = elide_columns(one.name, columns);
      EXPECT_LE(text_columns(elided), columns) << one.name;
      if (columns >= one.columns) {
        EXPECT_EQ(elided, one.name);
      } else if (columns > 0) {
        // A wide character may not fit in the last column: never more than one is wasted.
        EXPECT_GE(text_columns(elided) + 1, columns) << one.name << " in " << columns;
      }
    }
  }
  EXPECT_EQ(elide_columns("holiday/IMG_0001.JPG", 12), "holid…01.JPG");
  EXPECT_EQ(elide_columns("holiday", 1), "…");
}

TEST(TextWidth, NoCharacterIsPartedFromItsMarks) {
  // น้ำ: the tone belongs to the letter, SARA AM is a column of its own.
  EXPECT_EQ(elide_columns("น้ำนน้ำ", 3), "น้…ำ");
  EXPECT_EQ(elide_columns("a👩‍👩‍👧‍👦b", 2), "…b");
  EXPECT_EQ(elide_columns("🇹🇭🇹🇭🇹🇭", 3), "…🇹🇭");
}

TEST(TextWidth, BadBytesAndControlsDoNotFail) {
  EXPECT_EQ(text_columns("a\xFF\xC0z"), 4U);
  EXPECT_EQ(text_columns(std::string_view("\0\x1b\n", 3)), 0U);
  EXPECT_EQ(text_columns(""), 0U);
  EXPECT_EQ(elide_columns("\xFF\xFF\xFF", 2), "…\xFF");
}

TEST(TextWidth, PaddingFillsUpToTheColumn) {
  EXPECT_EQ(padded_to("写真", 6), "写真  ");
  EXPECT_EQ(padded_to("写真", 3), "写真");
}

}  // namespace
}  // namespace photosieve
