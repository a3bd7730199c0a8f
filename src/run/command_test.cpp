// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/command.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(Command, AChangeIsReadAsItIsWritten) {
  SettingsChange change;
  change.workers = 3;
  change.progress_interval_seconds = 0.5;
  change.count_milestones = {{10, 20}};
  const nlohmann::json json = change_json(change);
  EXPECT_EQ(json.dump(),
            R"({"count_milestones":[10,20],"progress_interval_seconds":0.5,"workers":3})");
  const auto read = change_from_json(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->workers, 3U);
  EXPECT_EQ(read->batch_size, std::nullopt);
  EXPECT_EQ(read->count_milestones, change.count_milestones);
  EXPECT_TRUE(empty(*change_from_json(nlohmann::json::object())));
  EXPECT_FALSE(empty(*read));
}

TEST(Command, WhatMayNotChangeOrMakesNoSenseIsRefusedByName) {
  const std::pair<const char*, const char*> cases[] = {
      {R"([1])", "an object"},
      {R"({"mode": "speed"})", "only workers"},
      {R"({"workers": -1})", "workers"},
      {R"({"workers": 1025})", "0 to 1024"},
      {R"({"workers": 2.5})", "workers"},
      {R"({"workers": null})", "workers"},
      {R"({"batch_size": "big"})", "batch_size"},
      {R"({"progress_interval_seconds": 9})", "0.1 to 2"},
      {R"({"progress_interval_seconds": "1"})", "0.1 to 2"},
      {R"({"percentage_milestones": [101]})", "1 to 100"},
      {R"({"count_milestones": 7})", "count_milestones"},
      {R"({"hour_milestones": [0]})", "hour_milestones"}};
  for (const auto& [text, said] : cases) {
    const auto read = change_from_json(nlohmann::json::parse(text));
    ASSERT_FALSE(read) << text;
    EXPECT_NE(read.error().message.find(said), std::string::npos) << read.error().message;
  }
}

TEST(Command, CodesHaveTheContractsNames) {
  EXPECT_EQ(name(CommandCode::kWrongState), "wrong_state");
  EXPECT_EQ(command_code_from("too_many_requests"), CommandCode::kTooManyRequests);
  EXPECT_EQ(command_code_from("what"), std::nullopt);
  EXPECT_EQ(command_error({ErrorKind::kTaken, "x"}).code, CommandCode::kWrongState);
  EXPECT_EQ(command_error({ErrorKind::kUsage, "x"}).code, CommandCode::kInvalidPayload);
  EXPECT_EQ(command_error({ErrorKind::kFatal, "x"}).code, CommandCode::kInternal);
}

}  // namespace
}  // namespace photosieve
