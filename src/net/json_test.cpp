// SPDX-License-Identifier: Apache-2.0
#include "net/json.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

TEST(Json, KeepsTheOrderOfKeysAndIsCompact) {
  const std::string text = R"({"z":1,"a":[null,true,"\"\\x"],"m":{"b":1.5,"a":-2}})";
  const auto value = parse_json(text);
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(dump_json(*value), text);
}

TEST(Json, IsRefusedWhenItIsNone) {
  for (const char* text : {"", "{", "[1,]", "nul", "\"\xff\"", "1 2", "[1e999]", "{\"a\":}"})
    EXPECT_FALSE(parse_json(text).has_value()) << text;
}

TEST(Json, IsRefusedWhenDeeperThanTheLimitButNotForBracketsInStrings) {
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')).has_value());
  EXPECT_FALSE(parse_json(std::string(65, '[') + std::string(65, ']')).has_value());
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
  EXPECT_TRUE(parse_json('"' + std::string(100, '[') + "\\\"" + '"').has_value());
}

TEST(Json, IsRefusedWithTooManyKeysInOneObjectOnly) {
  const JsonLimits limits{64, 2};
  EXPECT_TRUE(parse_json(R"({"a":1,"b":":::"})", limits).has_value());
  EXPECT_FALSE(parse_json(R"({"a":1,"b":2,"c":3})", limits).has_value());
  EXPECT_TRUE(
      parse_json(R"([{"a":1,"b":2},{"c":1,"d":2},{"e":{"f":1,"g":2}}])", limits).has_value());
}

TEST(Json, WritesInvalidTextAsReplacementCharacters) {
  EXPECT_EQ(dump_json(Json("a\xff")), "\"a\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace photosieve::net
