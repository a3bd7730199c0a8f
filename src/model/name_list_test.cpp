// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/name_list.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace photosieve {
namespace {

TEST(NameList, NamesAreWordsInLowerCase) {
  EXPECT_EQ(as_words("Coca-Cola  (light)!"), "coca cola light");
  EXPECT_EQ(as_words("Levi's"), "levis");
  EXPECT_EQ(as_words("f/2.8"), "f 2 8");
  EXPECT_EQ(as_words("Citro\xC3\xABn"), "citro\xC3\xABn");
  EXPECT_EQ(as_words(" ,; "), "");
}

TEST(NameList, AListHasALineANameAndComments) {
  EXPECT_EQ(names_of_list("# brands\nNike\n\n  Coca-Cola  # a drink\nlast"),
            (std::vector<std::string>{"nike", "coca cola", "last"}));
  EXPECT_TRUE(names_of_list("").empty());
}

TEST(NameList, TheBuiltInOneHasNamesOnceAndNoEverydayWords) {
  std::vector<std::string> names = built_in_names();
  EXPECT_GT(names.size(), 300U);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const char* word :
       {"apple", "orange", "jaguar", "shell", "amazon", "target", "puma", "dove"})
    EXPECT_FALSE(std::binary_search(names.begin(), names.end(), word)) << word;
  EXPECT_TRUE(std::binary_search(names.begin(), names.end(), "coca cola"));
}

}  // namespace
}  // namespace photosieve
