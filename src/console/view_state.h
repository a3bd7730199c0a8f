// ViewState: what is known of a watched run, made of its events; what the screen is drawn from.
//
// A value; take() and the rest are pure. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/events.h"

namespace photosieve {

enum class RunEnd : std::uint8_t { kNone, kComplete, kCancelled, kFailed };

struct ViewState {
  std::optional<ProgressUpdate> progress;
  PerformanceUpdate performance;  // of the session; empty until the first comes
  PerformanceUpdate machine;      // of the host, where somebody tells it
  bool paused = false;
  std::string milestone;       // the newest one's sentence; "" when none
  std::string stalled_on;      // the photo that holds a run which stands still; "" when none does
  double stalled_seconds = 0;  // 0: it does not stand still
  std::string connection;      // what is wrong with the way to the run; "" when nothing is
  RunEnd end = RunEnd::kNone;

  void take(const Event& event);

  // P90 of the time left, from whichever event tells it.
  [[nodiscard]] std::optional<double> eta_p90() const;
  // A value of the session's sample, else of the host's.
  [[nodiscard]] std::optional<double> told(std::optional<double> PerformanceUpdate::*field) const;
};

}  // namespace photosieve
