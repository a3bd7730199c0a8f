// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/body_reader.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using net::Json;

TEST(BodyReader, GivesWhatIsThereAndNothingForWhatIsNot) {
  const Json body = Json::parse(
      R"({"text":"a","whole":7,"number":0.5,"flag":true,"list":[1,5],"object":{},"null":null})");
  const BodyReader reader(body);
  EXPECT_EQ(*reader.text("text", 10), "a");
  EXPECT_EQ(*reader.whole("whole", 1, 10), 7U);
  EXPECT_EQ(*reader.number("number", 0, 1), 0.5);
  EXPECT_EQ(*reader.number("whole", 0, 10), 7.0);
  EXPECT_EQ(*reader.boolean("flag"), true);
  EXPECT_EQ(*reader.rising("list", 1, 9), (std::vector<std::uint32_t>{1, 5}));
  EXPECT_NE(*reader.object("object"), nullptr);
  for (const char* absent : {"null", "other"}) {
    EXPECT_EQ(*reader.text(absent, 10), std::nullopt);
    EXPECT_EQ(*reader.whole(absent, 1, 10), std::nullopt);
    EXPECT_EQ(*reader.number(absent, 0, 1), std::nullopt);
    EXPECT_EQ(*reader.boolean(absent), std::nullopt);
    EXPECT_EQ(*reader.rising(absent, 1, 9), std::nullopt);
    EXPECT_EQ(*reader.object(absent), nullptr);
  }
}

TEST(BodyReader, ConvertsNothingSilently) {
  const Json body = Json::parse(
      R"({"text":"abc","nul":"a\u0000b","minus":-1,"large":11,"broken":1.5,"word":"7","flag":1,
          "falls":[5,1],"twice":[1,1],"words":["1"],"list":[]})");
  const BodyReader reader(body, "settings.");
  EXPECT_FALSE(reader.text("large", 10));
  EXPECT_FALSE(reader.text("text", 2));
  EXPECT_FALSE(reader.text("nul", 10));
  for (const char* field : {"minus", "large", "broken", "word", "list"})
    EXPECT_FALSE(reader.whole(field, 0, 10)) << field;
  for (const char* field : {"minus", "large", "word"})
    EXPECT_FALSE(reader.number(field, 0, 10)) << field;
  EXPECT_FALSE(reader.boolean("flag"));
  EXPECT_FALSE(reader.object("list"));
  for (const char* field : {"falls", "twice", "words", "large"})
    EXPECT_FALSE(reader.rising(field, 1, 10)) << field;
  EXPECT_EQ(reader.whole("large", 0, 10).error().detail,
            "settings.large must be a whole number from 0 to 10.");
  EXPECT_EQ(reader.whole("large", 0, 10).error().code, "invalid_payload");
}

TEST(BodyReader, AMistypedFieldIsNamedWithItsNearest) {
  const Json body{{"input_foldr", "x"}};
  const auto refused = BodyReader(body).only({"input_folder", "output_folder"});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("did you mean \"input_folder\"?"), std::string::npos)
      << refused.error().detail;
  EXPECT_TRUE(BodyReader(body).only({"input_foldr"}));
  EXPECT_FALSE(BodyReader(body).only({}));
}

}  // namespace
}  // namespace photosieve
