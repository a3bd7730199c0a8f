// What the terminal can do beside text: show progress on its tab or in the task bar, and tell its
// person that something ended; and the sequences for it.
//
// Progress is OSC 9;4 (ConEmu's), sent only to terminals that are known to have it: others print
// it, or take it for a notification. Known by: TERM_FEATURES with P (iTerm2 from 3.6.6),
// TERM_PROGRAM WezTerm or ghostty, WT_SESSION (Windows Terminal), ConEmuANSI=ON, PTYXIS_VERSION
// from 48, KONSOLE_VERSION from 260400. Ghostty drops it after 15 s without an update, so it gets
// one each 5 s; Windows Terminal would begin its animation anew, so only Ghostty does.
// Notifications are OSC 9 (iTerm2, WezTerm), OSC 99 (kitty), OSC 777 (Ghostty, foot, rxvt-unicode);
// elsewhere the bell. Inside tmux and screen nobody knows what is outside: the bell, which they
// pass on, and progress only where the outer terminal left its mark in the environment, wrapped to
// pass through tmux.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "console/view_state.h"

namespace photosieve {

struct TerminalFeatures {
  enum class Notify : std::uint8_t { kBell, kOsc9, kOsc99, kOsc777 };
  bool progress = false;
  bool keep_alive = false;    // progress must be told again
  bool through_tmux = false;  // sequences must be wrapped
  Notify notify = Notify::kBell;
};

// `environment` gives a variable's value, "" where it is not set.
[[nodiscard]] TerminalFeatures terminal_features(
    const std::function<std::string_view(const char*)>& environment);

// The sequence that tells the person; `text` may come from outside.
[[nodiscard]] std::string notification(const TerminalFeatures& features, std::string_view text);

// The progress that the terminal shows: it tells what must be sent for it to be right.
class Taskbar {
 public:
  Taskbar() = default;  // a terminal that shows none
  explicit Taskbar(const TerminalFeatures& features) : features_(features) {}

  // "" where nothing changed.
  [[nodiscard]] std::string update(const ViewState& state, SteadyNs now);
  [[nodiscard]] std::string cleared();

 private:
  [[nodiscard]] std::string sent(std::string value, SteadyNs now);

  TerminalFeatures features_;
  std::string shown_;  // "" when none
  SteadyNs told_at_ = 0;
};

}  // namespace photosieve
