// RunWatcher: shows a run as its events come: a bar, plain lines, or JSON lines.
//
// bar    one line that is drawn over; what stays (milestones, stages, errors) above it
// plain  a line each `interval` seconds and at what stays; without an interval each 10 s (each
//        minute after the first 10 minutes: a night's log stays short) or 5 %, what comes first
// json   every event as one line {"event": NAME, "data": {...}} on standard output
// none   nothing
// Threads: show() and draw() one; the events come from a mailbox of the hub.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "console/line_printer.h"
#include "console/style.h"
#include "model/events.h"

namespace photosieve {

enum class ProgressStyle : std::uint8_t { kAuto, kBar, kPlain, kJson, kNone };

class RunWatcher {
 public:
  // `interval_seconds` 0: by the style. Lines go to `fd` (standard error), JSON to `json_fd`.
  RunWatcher(ProgressStyle style, double interval_seconds, int fd, int json_fd);

  void show(const Event& event, SteadyNs now);
  void note(const std::string& line);  // a line that stays, whatever the style
  void clear();                        // takes the progress line away

  [[nodiscard]] double interval_seconds() const { return interval_; }
  [[nodiscard]] const Style& style() const { return style_; }
  [[nodiscard]] LinePrinter& printer() { return printer_; }

 private:
  void draw(SteadyNs now);
  [[nodiscard]] bool line_is_due(SteadyNs now) const;

  ProgressStyle shown_as_;
  double interval_;
  Style style_;
  LinePrinter printer_;
  LinePrinter json_;
  std::optional<ProgressUpdate> newest_;
  bool paused_ = false;
  bool interval_given_;
  std::optional<SteadyNs> line_at_;    // when the last plain line was written
  std::uint64_t line_twentieths_ = 0;  // and how much was done then
};

}  // namespace photosieve
