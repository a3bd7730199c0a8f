// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/url.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using Segments = std::vector<std::string>;

TEST(Url, PathsAreSplitAndDecodedStrictly) {
  struct Case {
    std::string path;
    std::optional<Segments> segments;
  };
  const std::vector<Case> cases{
      {"/", Segments{""}},
      {"/a/b", Segments{"a", "b"}},
      {"/a/b/", Segments{"a", "b", ""}},
      {"//", Segments{"", ""}},
      {"/a%20b+c", Segments{"a b+c"}},
      {"/%2e%2E/%2F", Segments{"..", "/"}},
      {"/%ff", Segments{"\xff"}},
      {"/%c3%a9", Segments{"\xc3\xa9"}},
      {"", std::nullopt},
      {"a", std::nullopt},
      {"/%", std::nullopt},
      {"/%2", std::nullopt},
      {"/%g0", std::nullopt},
      {"/%0g", std::nullopt},
      {"/%%20", std::nullopt},
      {"/%00", std::nullopt},
      {std::string("/a\0b", 4), std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(path_segments(c.path), c.segments) << c.path;
}

TEST(Url, AQueryIsNamesAndValues) {
  const auto query = Query::parse("q=a%26b+c&empty=&flag&&x=1%3D1");
  ASSERT_TRUE(query) << query.error().message;
  ASSERT_EQ(query->values().size(), 4U);
  EXPECT_EQ(*query->find("q"), "a&b c");
  EXPECT_EQ(*query->find("empty"), "");
  EXPECT_EQ(*query->find("flag"), "");
  EXPECT_EQ(*query->find("x"), "1=1");
  EXPECT_EQ(query->find("y"), nullptr);
  EXPECT_TRUE(Query::parse("")->values().empty());
}

TEST(Url, AQueryThatIsNotWellFormedIsRefused) {
  for (const char* text : {"a=%", "a=%4", "%zz=1", "a=1&a=2", "a=%00", "%61=1&a=2"})
    EXPECT_FALSE(Query::parse(text)) << text;
  std::string many;
  for (int i = 0; i < 33; ++i) many += "p" + std::to_string(i) + "&";
  EXPECT_FALSE(Query::parse(many));
}

}  // namespace
}  // namespace photosieve
