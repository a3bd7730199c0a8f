// RunWatcher: shows a run as its events come: a bar, plain lines, or JSON lines.
//
// bar    one line that is drawn over; what stays (milestones, stages, errors) above it
// plain  a line at most each `interval` seconds and at what stays
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

  ProgressStyle shown_as_;
  double interval_;
  Style style_;
  LinePrinter printer_;
  LinePrinter json_;
  std::optional<ProgressUpdate> newest_;
  bool paused_ = false;
  SteadyNs next_line_ = 0;
};

}  // namespace photosieve
