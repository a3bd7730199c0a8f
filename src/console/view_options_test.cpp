// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/view_options.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(ViewOptions, SectionsAreNamedAndAnUnknownOneNamesTheNearest) {
  const auto some = Sections::from({"file", "bar"});
  ASSERT_TRUE(some);
  EXPECT_EQ(some->names(), (std::vector<std::string>{"bar", "file"}));
  EXPECT_FALSE(some->has(Section::kHost));
  EXPECT_EQ(*Sections::from({"all"}), Sections());
  EXPECT_EQ(Sections().names().size(), kAllSections.size());
  EXPECT_EQ(Sections::from({"bar", "miletsone"}).error().message,
            "unknown section miletsone; did you mean milestone?");
  EXPECT_EQ(Sections::from({"xyzzyxyzzy"}).error().message,
            "unknown section xyzzyxyzzy; known are all bar decided speed left batch host milestone "
            "file");
}

TEST(ViewOptions, EveryNameIsReadAgain) {
  for (const Section section : kAllSections) EXPECT_EQ(section_from(name(section)), section);
  for (const char* word : {"auto", "always", "never"}) EXPECT_EQ(name(*when_from(word)), word);
  for (const char* word : {"auto", "bar", "plain", "json", "none"})
    EXPECT_EQ(name(*progress_style_from(word)), word);
  EXPECT_EQ(when_from("sometimes"), std::nullopt);
}

}  // namespace
}  // namespace photosieve
