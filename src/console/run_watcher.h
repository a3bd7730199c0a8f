// RunWatcher: shows a run as its events come: a screen, plain lines, or JSON lines.
//
// bar    a few lines that are drawn over (screen.h), each `interval` at most; what stays
//        (milestones, stages, errors) above them
// plain  a line each `interval` seconds and at what stays; without an interval each 10 s (each
//        minute after the first 10 minutes: a night's log stays short) or 5 %, what comes first
// json   every event as one line {"event": NAME, "data": {...}} on standard output
// none   nothing
// In the background of its terminal (Ctrl-Z, bg) nothing is drawn.
// Threads: one; the events come from a mailbox of the hub.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "console/live_region.h"
#include "console/run_figures.h"
#include "console/style.h"
#include "console/terminal_features.h"
#include "console/view_options.h"
#include "console/view_state.h"
#include "model/events.h"

namespace photosieve {

class RunWatcher {
 public:
  // Lines go to `fd` (standard error), JSON to `json_fd`.
  RunWatcher(const ViewOptions& options, int fd, int json_fd);

  void show(const Event& event, SteadyNs now);
  void tick(SteadyNs now);             // now and then: what is due is drawn
  void refresh(SteadyNs now);          // draws, due or not
  void note(const std::string& line);  // a line that stays, whatever the style
  void connection(const std::string& problem, SteadyNs now);  // "": there is none
  void clear();   // takes the screen away, and the task bar's progress
  void forget();  // others wrote to the terminal: the screen is drawn anew below
  // The run is over: whoever looks elsewhere is told, if it took a while.
  void tell_end(const std::string& text);

  [[nodiscard]] double interval_seconds() const { return interval_; }
  [[nodiscard]] const Style& style() const { return style_; }
  [[nodiscard]] bool draws() const { return region_.redraws(); }
  [[nodiscard]] bool gone() const { return region_.gone() || json_.gone(); }
  [[nodiscard]] const ViewState& state() const { return state_; }
  [[nodiscard]] const RunFigures& figures() const { return figures_; }

 private:
  void draw(SteadyNs now, bool at_once);
  void draw_line(SteadyNs now);
  [[nodiscard]] bool line_is_due(SteadyNs now) const;
  [[nodiscard]] bool in_background() const;

  const int fd_;
  ViewOptions options_;
  ProgressStyle shown_as_;
  double interval_;
  Style style_;
  LiveRegion region_;
  LiveRegion json_;
  TerminalFeatures features_;
  Taskbar taskbar_;
  ViewState state_;
  RunFigures figures_;
  std::optional<SteadyNs> drawn_at_;
  std::optional<SteadyNs> line_at_;    // when the last plain line was written
  std::uint64_t line_twentieths_ = 0;  // and how much was done then
};

}  // namespace photosieve
