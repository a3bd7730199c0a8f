// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/view_flags.h"

#include <gtest/gtest.h>

#include "cli/options.h"

namespace photosieve {
namespace {

TEST(ViewFlags, GoOverTheSettingsFileAndLeaveTheRest) {
  UserSettings settings;
  settings.view.width = 60;
  settings.view.colours = When::kNever;
  settings.milestones.counts = {7};
  const std::vector<const char*> words{"photosieve", "process",      "in",
                                       "--sections", "bar,left",     "--colours",
                                       "always",     "--milestones", "10%,50,2h"};
  const auto options = parse(static_cast<int>(words.size()), words.data(), settings);
  ASSERT_TRUE(options) << options.error().message;
  const auto& process = std::get<ProcessOptions>(options->command);
  EXPECT_EQ(process.view.width, 60U);
  EXPECT_EQ(process.view.colours, When::kAlways);
  EXPECT_EQ(process.view.sections.names(), (std::vector<std::string>{"bar", "left"}));
  EXPECT_EQ(process.settings.percentage_milestones, (std::vector<std::uint32_t>{10}));
  EXPECT_EQ(process.settings.count_milestones, (std::vector<std::uint32_t>{50}));
  EXPECT_EQ(process.settings.hour_milestones, (std::vector<std::uint32_t>{2}));
}

TEST(ViewFlags, WithoutAnyTheSettingsHold) {
  UserSettings settings;
  settings.view.interval_seconds = 3;
  settings.milestones.counts = {7};
  const std::vector<const char*> words{"photosieve", "process", "in"};
  const auto options = parse(static_cast<int>(words.size()), words.data(), settings);
  ASSERT_TRUE(options);
  const auto& process = std::get<ProcessOptions>(options->command);
  EXPECT_EQ(process.view.interval_seconds, 3);
  EXPECT_EQ(process.settings.count_milestones, (std::vector<std::uint32_t>{7}));
}

TEST(ViewFlags, AWrongNameIsRefused) {
  for (const std::vector<const char*>& words :
       {std::vector<const char*>{"photosieve", "process", "in", "--sections", "bra"},
        {"photosieve", "watch", "--colours", "green"},
        {"photosieve", "process", "in", "--milestones", "many"},
        {"photosieve", "watch", "--width", "0"}})
    EXPECT_FALSE(parse(static_cast<int>(words.size()), words.data(), {})) << words.back();
}

}  // namespace
}  // namespace photosieve
