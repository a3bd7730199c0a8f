// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/view_state.h"

#include <algorithm>

namespace photosieve {
namespace {

struct Take {
  ViewState& state;

  void operator()(const ProgressUpdate& update) const {
    const bool moved = !state.progress || state.progress->current_image != update.current_image ||
                       state.progress->current_stage != update.current_stage;
    if (moved) {
      state.stalled_on.clear();
      state.stalled_seconds = 0;
    }
    state.progress = update;
  }
  void operator()(const PerformanceUpdate& update) const {
    (update.session_id.empty() ? state.machine : state.performance) = update;
  }
  void operator()(const MilestoneReached& milestone) const { state.milestone = milestone.message; }
  void operator()(const ProcessingPaused&) const { state.paused = true; }
  void operator()(const ProcessingResumed&) const { state.paused = false; }
  void operator()(const ProcessingStalled& stalled) const {
    state.stalled_on = stalled.current_filename;
    state.stalled_seconds = stalled.seconds;
  }
  void operator()(const ProcessingComplete&) const { state.end = RunEnd::kComplete; }
  void operator()(const ProcessingCancelled&) const { state.end = RunEnd::kCancelled; }
  void operator()(const ProcessingFailed&) const { state.end = RunEnd::kFailed; }
  void operator()(const SessionChanged& changed) const {
    state.paused = changed.session.status == SessionStatus::kPaused;
  }
  void operator()(const StageChange&) const {}
  void operator()(const ImageResult&) const {}
  void operator()(const ProcessingError&) const {}
  void operator()(const TunerDecision&) const {}
};

}  // namespace

void ViewState::take(const Event& event) {
  std::visit(Take{*this}, event);
}

std::optional<double> ViewState::eta_p90() const {
  if (progress && progress->eta_p90_seconds) return progress->eta_p90_seconds;
  // A sample is older than the newest progress by a second or so: it is never below the P50.
  if (!performance.eta_p90_seconds || !progress || !progress->eta_seconds) return std::nullopt;
  return std::max(*performance.eta_p90_seconds, *progress->eta_seconds);
}

std::optional<double> ViewState::told(std::optional<double> PerformanceUpdate::*field) const {
  return performance.*field ? performance.*field : machine.*field;
}

}  // namespace photosieve
