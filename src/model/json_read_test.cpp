// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_read.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(JsonRead, GivesWhatIsThereAndNamesWhatIsNot) {
  const auto json = nlohmann::json::parse(R"({"a":"x","n":5,"d":1.5,"neg":-2,"b":true,"z":null})");
  const JsonReader reader(json);
  EXPECT_EQ(reader.text("a", 9), "x");
  EXPECT_EQ(reader.whole("n", 5), 5U);
  EXPECT_EQ(reader.number("d", 0, 2), 1.5);
  EXPECT_EQ(reader.integer("neg"), -2);
  EXPECT_EQ(reader.boolean("b"), true);
  EXPECT_EQ(reader.maybe_number("z", 0, 1).value(), std::nullopt);
  EXPECT_FALSE(reader.whole("n", 4));
  EXPECT_FALSE(reader.whole("neg", 4));
  EXPECT_FALSE(reader.text("a", 0));
  EXPECT_FALSE(reader.number("d", 0, 1));
  EXPECT_EQ(reader.text("gone", 9).error().message, "field gone is not a text");
}

TEST(JsonRead, AnythingButAnObjectHasNoFields) {
  for (const char* text : {"[]", "3", "null", "\"a\""}) {
    const auto json = nlohmann::json::parse(text);
    EXPECT_EQ(JsonReader(json).find("a"), nullptr) << text;
  }
}

}  // namespace
}  // namespace photosieve
