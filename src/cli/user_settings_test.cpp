// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/user_settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

TEST(UserSettings, AreReadFromEachKey) {
  const auto settings = settings_from_toml(R"(
[console]
progress = "plain"
interval = 0.5
sections = ["bar", "left"]
colours = "never"
width = 72
taskbar = false
notify = false
[run]
milestones = ["50%", "10%", "1000", "2h", "50%"]
[report]
formats = ["html"]
)",
                                           "s.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->view.progress, ProgressStyle::kPlain);
  EXPECT_EQ(settings->view.interval_seconds, 0.5);
  EXPECT_EQ(settings->view.sections.names(), (std::vector<std::string>{"bar", "left"}));
  EXPECT_EQ(settings->view.colours, When::kNever);
  EXPECT_EQ(settings->view.width, 72U);
  EXPECT_FALSE(settings->view.taskbar || settings->view.notify);
  EXPECT_EQ(settings->milestones.percentages, (std::vector<std::uint32_t>{10, 50}));
  EXPECT_EQ(settings->milestones.counts, (std::vector<std::uint32_t>{1000}));
  EXPECT_EQ(settings->milestones.hours, (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(settings->report_formats, (std::vector<std::string>{"html"}));
}

TEST(UserSettings, WhatIsWrongIsSaidWithItsLineAndTheNearestName) {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"\n[consle]\n", "s.toml:2: unknown table consle; did you mean console?"},
      {"[console]\nintervall = 1\n", "s.toml:2: unknown key intervall; did you mean interval?"},
      {"interval = 1\n", "s.toml:1: unknown key interval; known are console run report"},
      {"console = 1\n", "s.toml:1: console must be a table"},
      {"[console]\ninterval = \"fast\"\n", "s.toml:2: interval must be a number from 0 to 3600"},
      {"[console]\nwidth = -1\n", "s.toml:2: width must be a number from 0 to 1000"},
      {"[console]\ncolours = true\n", "s.toml:2: colours must be one of auto always never"},
      {"[console]\ntaskbar = 1\n", "s.toml:2: taskbar must be true or false"},
      {"[console]\nsections = [\"hots\"]\n", "s.toml:2: unknown section hots; did you mean host?"},
      {"[console]\nsections = [1]\n", "s.toml:2: sections must be a list of words"},
      {"[run]\nmilestones = [\"100%\"]\n",
       "s.toml:2: 100% is no milestone: a share below 100 (25%), a count of photos (1000) or an "
       "hour (2h)"},
      {"[report]\nformats = [\"htlm\"]\n", "s.toml:2: unknown format htlm; did you mean html?"},
  };
  for (const Case& one : cases) {
    const auto settings = settings_from_toml(one.text, "s.toml");
    ASSERT_FALSE(settings) << one.text;
    EXPECT_EQ(settings.error().message, one.message);
    EXPECT_EQ(settings.error().kind, ErrorKind::kUsage);
  }
  const auto no_toml = settings_from_toml("[console\n", "s.toml");
  ASSERT_FALSE(no_toml);
  EXPECT_TRUE(no_toml.error().message.starts_with("s.toml:1: ")) << no_toml.error().message;
}

TEST(UserSettings, WhatIsShownCanBeReadAgain) {
  UserSettings settings;
  EXPECT_EQ(settings_toml(*settings_from_toml(settings_toml(settings), "x")),
            settings_toml(settings));
  settings.view.interval_seconds = 0.25;
  settings.view.sections = *Sections::from({"file"});
  settings.milestones.hours = {1, 3};
  settings.report_formats.clear();
  const auto again = settings_from_toml(settings_toml(settings), "x");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(settings_toml(*again), settings_toml(settings));
  EXPECT_EQ(again->view.sections, settings.view.sections);
}

TEST(UserSettings, WithoutAFileAllIsAsBuiltInAndAFolderIsNone) {
  const std::string folder = testing::TempDir() + "user-settings";
  std::filesystem::create_directories(folder);
  EXPECT_TRUE(read_settings(folder + "/none.toml"));
  EXPECT_TRUE(read_settings(""));
  EXPECT_FALSE(read_settings(folder));
  std::ofstream(folder + "/a.toml") << "[console]\nwidth = 30\n";
  EXPECT_EQ(read_settings(folder + "/a.toml")->view.width, 30U);
  std::ofstream(folder + "/empty.toml") << "";
  EXPECT_TRUE(read_settings(folder + "/empty.toml"));
  std::ofstream(folder + "/large.toml") << std::string(70'000, '\n');
  EXPECT_FALSE(read_settings(folder + "/large.toml"));
}

}  // namespace
}  // namespace photosieve
