// How a session begins: its photos are found, and what is left of them is planned.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "core/session_core.h"
#include "core/tally.h"
#include "publish/photo_cost.h"

namespace photosieve {
namespace {

// Seconds of an interrupted run: of a shorter one the start is most.
constexpr double kLongEnoughToTell = 20;

}  // namespace

double SessionCore::cost_of(std::uint32_t n) const {
  return photo_cost(photos_.file_name(n), photos_.identity(n).bytes);
}

void SessionCore::on(const input::Begin& begin, Now now, Actions&) {
  session_.status = begin.paused ? SessionStatus::kPaused : SessionStatus::kRunning;
  session_.error.clear();
  if (!session_.started_at) session_.started_at = now.wall;
  progress_.set_workers(workers_);
  progress_.begin(now.steady);
  if (begin.paused) {
    pausing_ = true;
    progress_.pause(now.steady);
    plan_.set_workers(0);
  } else {
    running_since_ = now.steady;
  }
  if (session_.total_images) {
    if (begin.redo) redo_last_batch();
    begin_work(now);
  } else {
    phase_ = Phase::kScanning;
    change_stage({.stage = Stage::kScanning, .message = "Looking for photos"}, now);
  }
  ledger_.add_event(SessionChanged{session_});
  ledger_.hurry();
}

void SessionCore::on(const input::PhotosFound& found, Now, Actions&) {
  for (const PhotoRef& photo : found.photos) photos_.add(photo);
}

void SessionCore::on(const input::FilesSkipped& skipped, Now, Actions&) {
  session_.skipped += static_cast<std::uint32_t>(skipped.files.size());
}

void SessionCore::on(const input::ScanEnded&, Now now, Actions& actions) {
  if (phase_ != Phase::kScanning || ending_ != Ending::kNone) return;
  session_.total_images = photos_.size();
  if (photos_.size() == 0) {
    end(Ending::kFailed,
        session_.skipped == 0
            ? fmt::format("There is nothing in {}", printable(session_.input_folder))
            : fmt::format(
                  "There are no photos in {}: {} other files were skipped; `photosieve show "
                  "{}` says why",
                  printable(session_.input_folder), human_count(session_.skipped), session_.id),
        now, actions);
    return;
  }
  begin_work(now);
}

// All photos are known: what is left to judge and to copy goes into the plan.
void SessionCore::begin_work(Now now) {
  std::uint32_t left = 0;
  double cost_left = 0;
  double cost_before = 0;
  for (std::uint32_t n = 1; n <= photos_.size(); ++n) {
    const PhotoState& state = photos_.state(n);
    (state.judged ? cost_before : cost_left) += cost_of(n);
    if (!state.judged) {
      plan_.add(n);
      ++left;
    } else if (session_.settings.copy && state.approved && !state.again) {
      copies_.stage(n);
    }
  }
  progress_.expect(left, cost_left);
  if (left < photos_.size() && elapsed_before_ >= kLongEnoughToTell)
    progress_.set_earlier_part(cost_before, elapsed_before_, photos_.size() - left);
  phase_ = Phase::kProcessing;
  std::string message = "Judging " + photos_in_words(left);
  if (left != photos_.size())
    message += fmt::format(", {} done before", human_count(photos_.size() - left));
  change_stage({.stage = Stage::kProcessing, .message = std::move(message), .images = left}, now);
}

}  // namespace photosieve
