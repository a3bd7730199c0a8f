// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/terminal_features.h"

#include <gtest/gtest.h>

#include <map>

namespace photosieve {
namespace {

using Notify = TerminalFeatures::Notify;
using Variables = std::map<std::string, std::string>;

TerminalFeatures of(const Variables& set) {
  return terminal_features([&](const char* name) {
    const auto found = set.find(name);
    return found == set.end() ? std::string_view() : std::string_view(found->second);
  });
}

TEST(TerminalFeatures, AreKnownByWhatTheTerminalLeavesInTheEnvironment) {
  struct Case {
    const char* what;
    Variables set;
    bool progress;
    bool keep_alive;
    Notify notify;
  };
  const Case cases[] = {
      {"xterm", {{"TERM", "xterm-256color"}}, false, false, Notify::kBell},
      {"Windows Terminal", {{"WT_SESSION", "1"}}, true, false, Notify::kBell},
      {"ConEmu", {{"ConEmuANSI", "ON"}}, true, false, Notify::kBell},
      {"ConEmu without ANSI", {{"ConEmuANSI", "OFF"}}, false, false, Notify::kBell},
      {"WezTerm", {{"TERM_PROGRAM", "WezTerm"}}, true, false, Notify::kOsc9},
      {"Ghostty", {{"TERM_PROGRAM", "ghostty"}}, true, true, Notify::kOsc777},
      {"an old iTerm2", {{"TERM_PROGRAM", "iTerm.app"}}, false, false, Notify::kOsc9},
      {"iTerm2",
       {{"TERM_PROGRAM", "iTerm.app"}, {"TERM_FEATURES", "T3LrMSc7UUw9Ts3BFGsSyHNoSxFP"}},
       true,
       false,
       Notify::kOsc9},
      {"another feature", {{"TERM_FEATURES", "T3PaM"}}, false, false, Notify::kBell},
      {"kitty", {{"TERM", "xterm-kitty"}}, false, false, Notify::kOsc99},
      {"foot", {{"TERM", "foot"}}, false, false, Notify::kOsc777},
      {"Ptyxis", {{"PTYXIS_VERSION", "48.1"}}, true, false, Notify::kBell},
      {"an old Ptyxis", {{"PTYXIS_VERSION", "47.9"}}, false, false, Notify::kBell},
      {"Konsole", {{"KONSOLE_VERSION", "260400"}}, true, false, Notify::kBell},
      {"an old Konsole", {{"KONSOLE_VERSION", "250800"}}, false, false, Notify::kBell},
      {"tmux", {{"TMUX", "/x"}, {"TERM_PROGRAM", "tmux"}}, false, false, Notify::kBell},
      {"tmux in Windows Terminal",
       {{"TMUX", "/x"}, {"WT_SESSION", "1"}},
       true,
       false,
       Notify::kBell},
      {"screen", {{"TERM", "screen"}, {"WT_SESSION", "1"}}, false, false, Notify::kBell},
  };
  for (const Case& one : cases) {
    const TerminalFeatures features = of(one.set);
    EXPECT_EQ(features.progress, one.progress) << one.what;
    EXPECT_EQ(features.keep_alive, one.keep_alive) << one.what;
    EXPECT_EQ(features.notify, one.notify) << one.what;
  }
}

ViewState at(std::uint32_t image) {
  ViewState state;
  state.progress.emplace();
  state.progress->current_image = image;
  state.progress->total_images = 200;
  return state;
}

TEST(TerminalFeatures, TheTaskbarIsToldOnlyWhatChanged) {
  constexpr SteadyNs kSecond = 1'000'000'000;
  Taskbar bar(of({{"WT_SESSION", "1"}}));
  ViewState looking = at(0);
  looking.progress->total_images.reset();
  EXPECT_EQ(bar.update(looking, 0), "\x1b]9;4;3;0\x1b\\");
  EXPECT_EQ(bar.update(at(50), 0), "\x1b]9;4;1;25\x1b\\");
  EXPECT_EQ(bar.update(at(51), 100 * kSecond), "") << "25 percent still";
  ViewState paused = at(51);
  paused.paused = true;
  EXPECT_EQ(bar.update(paused, 0), "\x1b]9;4;4;25\x1b\\");
  ViewState failed = at(51);
  failed.end = RunEnd::kFailed;
  EXPECT_EQ(bar.update(failed, 0), "\x1b]9;4;2;100\x1b\\");
  EXPECT_EQ(bar.cleared(), "\x1b]9;4;0;0\x1b\\");
  EXPECT_EQ(bar.cleared(), "");

  Taskbar ghostty(of({{"TERM_PROGRAM", "ghostty"}}));
  EXPECT_NE(ghostty.update(at(50), 0), "");
  EXPECT_EQ(ghostty.update(at(50), 4 * kSecond), "");
  EXPECT_NE(ghostty.update(at(50), 5 * kSecond), "") << "it would drop it";

  Taskbar through(of({{"TMUX", "/x"}, {"WT_SESSION", "1"}}));
  EXPECT_EQ(through.update(at(50), 0), "\x1bPtmux;\x1b\x1b]9;4;1;25\x1b\x1b\\\x1b\\");
  Taskbar none;
  EXPECT_EQ(none.update(at(50), 0) + none.cleared(), "");
}

TEST(TerminalFeatures, ANotificationCannotBeEndedByWhatItSays) {
  TerminalFeatures features;
  EXPECT_EQ(notification(features, "x"), "\a");
  features.notify = Notify::kOsc9;
  EXPECT_EQ(notification(features, "a\x1b\\b\ac"), "\x1b]9;a\uFFFD\\b\uFFFDc\x1b\\");
  features.notify = Notify::kOsc777;
  EXPECT_EQ(notification(features, "a;b"), "\x1b]777;notify;Photosieve;a,b\x1b\\");
  features.notify = Notify::kOsc99;
  EXPECT_EQ(notification(features, "a"),
            "\x1b]99;i=photosieve:d=0;Photosieve\x1b\\\x1b]99;i=photosieve:p=body;a\x1b\\");
}

}  // namespace
}  // namespace photosieve
