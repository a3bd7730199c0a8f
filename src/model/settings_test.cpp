// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(Settings, GoThereAndBack) {
  RunSettings settings;
  settings.mode = Mode::kSmart;
  settings.workers = 7;
  settings.copy = false;
  settings.count_milestones = {10, 20};
  const auto json = nlohmann::json::parse(settings_json(settings).dump());
  const auto back = settings_from_json(json);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(settings_json(*back), settings_json(settings));
}

TEST(Settings, RefuseAnUnknownModeAndLyingNumbers) {
  nlohmann::json json = nlohmann::json::parse(settings_json(RunSettings{}).dump());
  json["mode"] = "fast";
  EXPECT_EQ(settings_from_json(json).error().message, "mode is not speed, balanced or smart");
  json["mode"] = "speed";
  json["workers"] = -1;
  EXPECT_FALSE(settings_from_json(json));
}

TEST(Settings, BatchSizeFollowsTheModeUnlessChosen) {
  RunSettings settings;
  EXPECT_EQ(batch_size_of(settings), 16U);
  settings.mode = Mode::kSpeed;
  EXPECT_EQ(batch_size_of(settings), 32U);
  settings.batch_size = 3;
  EXPECT_EQ(batch_size_of(settings), 3U);
}

}  // namespace
}  // namespace photosieve
