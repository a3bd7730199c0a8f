// What a session is asked on its way: to pause, go on, end; other workers, settings; a photo again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "core/session_core.h"

namespace photosieve {

void SessionCore::on(const input::PauseAsked&, Now, Actions&) {
  if (ending_ == Ending::kNone) pausing_ = true;
}

void SessionCore::on(const input::ResumeAsked&, Now now, Actions&) {
  if (!pausing_ || ending_ != Ending::kNone) return;
  pausing_ = false;
  plan_.set_workers(workers_);
  if (session_.status != SessionStatus::kPaused) return;
  session_.status = SessionStatus::kRunning;
  running_since_ = now.steady;
  progress_.resume(now.steady);
  ledger_.add_event(ProcessingResumed{session_.id, now.wall});
  ledger_.add_event(SessionChanged{session_});
  ledger_.hurry();
}

void SessionCore::on(const input::CancelAsked&, Now now, Actions& actions) {
  end(Ending::kCancelled, "Cancelled; what was decided stays recorded", now, actions);
}

void SessionCore::on(const input::StopAsked&, Now now, Actions& actions) {
  end(Ending::kInterrupted, "", now, actions);
}

void SessionCore::pause_if_quiet(Now now) {
  const bool quiet = plan_.out() == 0 && copies_.with_mover() == 0;
  if (!quiet || session_.status != SessionStatus::kRunning || phase_ == Phase::kReviewing) return;
  elapsed_before_ = elapsed(now);
  running_since_.reset();
  progress_.pause(now.steady);
  session_.status = SessionStatus::kPaused;
  plan_.set_workers(0);
  ledger_.add_event(ProcessingPaused{session_.id, now.wall});
  ledger_.add_event(SessionChanged{session_});
  ledger_.hurry();
}

// ---- workers and settings

void SessionCore::on(const input::SetWorkers& asked, Now, Actions&) {
  workers_ = std::max(1U, asked.workers);
  progress_.set_workers(workers_);
  if (session_.status != SessionStatus::kPaused) plan_.set_workers(workers_);
}

// A paused session holds no worker: what it had goes to the others.
void SessionCore::manage_workers(Actions& actions) {
  if (ending_ != Ending::kNone) return;
  for (const std::uint32_t worker : plan_.to_stop())
    actions.emplace_back(action::StopWorker{worker});
  for (const std::uint32_t worker : plan_.to_start())
    actions.emplace_back(action::StartWorker{worker});
}

void SessionCore::on(const input::ChangeSettings& change, Now, Actions&) {
  if (ending_ != Ending::kNone) return;
  RunSettings& settings = session_.settings;
  if (change.workers) settings.workers = *change.workers;
  if (change.batch_size) settings.batch_size = *change.batch_size;
  if (change.percentage_milestones) settings.percentage_milestones = *change.percentage_milestones;
  if (change.count_milestones) settings.count_milestones = *change.count_milestones;
  if (change.hour_milestones) settings.hour_milestones = *change.hour_milestones;
  plan_.set_batch_size(batch_size_of(settings));
  milestones_.change(settings);
  ledger_.add_event(SessionChanged{session_});
  ledger_.hurry();
}

// ---- photos again

// Photos are given out in the order of n, so the last ones that are judged are the newest results.
// What lies in the output already is left as it is.
void SessionCore::redo_last_batch() {
  std::vector<std::uint32_t> newest;
  for (std::uint32_t n = photos_.size(); n > 0 && newest.size() < plan_.batch_size(); --n)
    if (photos_.state(n).judged && !photos_.state(n).placed) newest.push_back(n);
  std::reverse(newest.begin(), newest.end());
  for (const std::uint32_t n : newest) {
    photos_.state(n).again = true;
    plan_.add_first(n);
  }
}

std::optional<std::string> SessionCore::why_no_retry(std::uint32_t n) const {
  if (ending_ != Ending::kNone) return "The session is ending";
  if (phase_ != Phase::kProcessing)
    return phase_ == Phase::kScanning
               ? "The session is still looking for photos; try again when it judges them"
               : "All photos are judged and being compared; start a new session over the folder";
  const PhotoState& state = photos_.state(n);
  if (!state.judged || state.again) return fmt::format("Photo {} waits to be judged already", n);
  return std::nullopt;
}

void SessionCore::on(const input::RetryAsked& asked, Now, Actions&) {
  if (asked.n == 0 || asked.n > photos_.size() || why_no_retry(asked.n)) return;
  PhotoState& state = photos_.state(asked.n);
  state.again = true;
  if (!state.copying) plan_.add_first(asked.n);  // else when that copy is done
}

}  // namespace photosieve
