// LiveView: a run as it is followed: its events in, lines out.
//
// kBar    a progress line that is drawn over, milestones, stages and errors above it.
// kPlain  lines that stay, for logs: progress each 10 s (each minute after the first 10 minutes)
//         or each 5 %, whichever comes first, and at the end; milestones, stages and errors when
//         they come. No control characters.
// kJson   every event as a JSON line.
// kNone   nothing.
// Threads: one. Cost: a progress line at most 10 times a second.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "console/line_printer.h"
#include "console/style.h"
#include "model/events.h"

namespace photosieve {

enum class ViewKind : std::uint8_t { kBar, kPlain, kJson, kNone };

class LiveView {
 public:
  // `interval`: seconds between progress lines, 0 for those above.
  LiveView(ViewKind kind, int fd, const Style& style, double interval = 0);

  void tell(const Event& event, SteadyNs now);
  // Draws the newest progress for a terminal that may have another size by now.
  void refresh();
  // The last numbers as a plain line if they were not written, and the progress line away.
  void end();

  [[nodiscard]] bool gone() const { return printer_.gone(); }

 private:
  [[nodiscard]] bool is_due(const ProgressUpdate& update, SteadyNs now) const;
  void show(const ProgressUpdate& update, SteadyNs now);

  const ViewKind kind_;
  const Style style_;
  const double interval_;
  LinePrinter printer_;
  bool paused_ = false;
  std::optional<ProgressUpdate> newest_;
  bool newest_shown_ = false;
  std::optional<SteadyNs> shown_at_;
  std::uint64_t shown_twentieths_ = 0;  // of the whole, at the last plain line
};

}  // namespace photosieve
