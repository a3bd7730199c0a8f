// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/json_lines.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(JsonLines, AnEventIsOneLineWithItsNameAndItsData) {
  ProcessingError error;
  error.session_id = "s";
  error.error_type = "photo";
  error.error_message = "two\nlines \xff";
  const std::string line = json_line(error);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json["event"], "processing_error");
  EXPECT_EQ(json["data"]["session_id"], "s");
  EXPECT_EQ(json["data"]["recoverable"], true);
  EXPECT_EQ(json.size(), 2U);
}

TEST(JsonLines, ProgressHasTheTwentyTwoFieldsOfTheContract) {
  ProgressUpdate update;
  update.current_filename = "\xff\xfe.jpg";
  const auto json = nlohmann::json::parse(json_line(update));
  EXPECT_EQ(json["event"], "progress_update");
  EXPECT_EQ(json["data"].size(), 22U);
}

}  // namespace
}  // namespace photosieve
