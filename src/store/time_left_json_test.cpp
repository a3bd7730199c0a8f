// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/time_left_json.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(TimeLeftJson, ARecordComesBackAsItWas) {
  TimeLeftRecord record;
  record.cost_a_second = 1.25e7;
  record.count = 2;
  record.notes[0] = {0.1, 0.3, 12.5, {0.9, -0.2, -0.3, 0.1}};
  record.notes[1] = {-0.4, 0, 7, {0.1, 0, 0, 0}};
  EXPECT_EQ(time_left_from_text(time_left_to_text(record)), record);
}

TEST(TimeLeftJson, RecordsWithEarlierSignsAreStillRead) {
  const auto record = time_left_from_text(
      R"({"cost_a_second": 5, "notes": [[0.1,0.3,12.5,1,0.9,-0.2], [0.1,0.3,12.5,1,0.9,-0.2,-0.18,-0.3]]})");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->count, 2U);
  EXPECT_EQ(record->notes[0], (TimeLeftRecord::Note{0.1, 0.3, 12.5, {0.9, -0.2, 0, 0}}));
  EXPECT_EQ(record->notes[1], (TimeLeftRecord::Note{0.1, 0.3, 12.5, {0.9, -0.2, -0.3, 0}}));
}

TEST(TimeLeftJson, WhatIsNoRecordHasNoValue) {
  for (const char* text :
       {"", "[]", "{}", R"({"cost_a_second": 0, "notes": []})",
        R"({"cost_a_second": -1, "notes": []})", R"({"cost_a_second": "1", "notes": []})",
        R"({"cost_a_second": 1, "notes": 1})", R"({"cost_a_second": 1, "notes": [[1]]})",
        R"({"cost_a_second": 1, "notes": [[1,2,3,4,5,null]]})",
        R"({"cost_a_second": 1, "notes": [[1,2,3,4,5]]})",
        R"({"cost_a_second": 1, "notes": [[1,2,3,4,5,6,7,8,9]]})",
        R"({"cost_a_second": 1, "notes": [[1,-2,3,4,5,6]]})"})
    EXPECT_FALSE(time_left_from_text(text)) << text;
  std::string many = R"({"cost_a_second": 1, "notes": [)";
  for (int i = 0; i < 21; ++i) many += std::string(i == 0 ? "" : ",") + "[0,0,0,0,0,0]";
  EXPECT_FALSE(time_left_from_text(many + "]}"));
}

}  // namespace
}  // namespace photosieve
