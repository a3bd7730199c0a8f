// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session_core.h"

#include <fmt/format.h>

#include "base/text.h"
#include "core/tally.h"

namespace photosieve {
namespace {

constexpr int kMostChanges = 5;  // of one file, or tries, before it is called unreadable

std::string loss_in_words(const WorkerLoss& loss) {
  switch (loss.kind) {
    case WorkerLoss::Kind::kKilled:
      return "was killed";
    case WorkerLoss::Kind::kSignal:
      return fmt::format("died of signal {}", loss.detail);
    case WorkerLoss::Kind::kLimit:
      return "exceeded its memory or time limit";
    case WorkerLoss::Kind::kDisobedient:
      return "did not answer as it should";
    case WorkerLoss::Kind::kNoStart:
      return "could not start";
  }
  return "ended";
}

bool could_not_be_read(const PhotoResult& result) {
  for (const Finding& finding : result.findings)
    if (finding.code == FindingCode::kUnreadable || finding.code == FindingCode::kUndecodable ||
        finding.code == FindingCode::kDecoderFailed)
      return true;
  return false;
}

}  // namespace

SessionCore::SessionCore(Session session, std::uint32_t workers)
    : session_(std::move(session)),
      workers_(workers),
      plan_(workers, batch_size_of(session_.settings)),
      copies_(photos_),
      milestones_(session_.settings),
      committed_(session_),
      elapsed_before_(session_.elapsed_seconds) {}

void SessionCore::restore(const PhotoRef& photo, const PhotoState& state) {
  if (photos_.size() == 0) {
    // Counted anew, by each photo's own findings: reviewing is done again in any case.
    session_.processed = session_.approved = session_.rejected = 0;
    session_.issues = {};
  }
  photos_.add(photo);
  photos_.state(photo.n) = state;
  count_restored(photo.n, photos_, session_);
  committed_ = session_;
}

void SessionCore::restore_milestones(const std::vector<std::string>& values) {
  milestones_.restore(values);
}

Actions SessionCore::step(const Input& input, Now now) {
  Actions actions;
  if (phase_ == Phase::kOver) return actions;
  std::visit([&](const auto& one) { on(one, now, actions); }, input);
  if (phase_ != Phase::kIdle) go_on(now, actions);
  return actions;
}

double SessionCore::elapsed(Now now) const {
  if (!running_since_) return elapsed_before_;
  return elapsed_before_ + static_cast<double>(now.steady - *running_since_) / 1e9;
}

// ---- what happened

void SessionCore::on(const input::WorkerUp& up, Now, Actions&) {
  plan_.worker_up(up.worker);
}

void SessionCore::on(const input::Answered& answered, Now now, Actions&) {
  if (answered.result.n == 0 || answered.result.n > photos_.size()) return;
  take_result(answered.worker, answered.result, now);
  if (pausing_) plan_.recall(answered.worker);
}

void SessionCore::on(const input::FileChanged& changed, Now now, Actions&) {
  if (changed.n == 0 || changed.n > photos_.size()) return;
  if (++changes_[changed.n] < kMostChanges) {
    (void)plan_.again(changed.worker, changed.n);
    return;
  }
  take_result(changed.worker,
              without_pixels(changed.n, FindingCode::kUnreadable,
                             changed.message.empty() ? "The file kept changing while it was read"
                                                     : changed.message),
              now);
}

void SessionCore::on(const input::CouldNotOpen& failed, Now now, Actions&) {
  take_result(failed.worker, without_pixels(failed.n, FindingCode::kUnreadable, failed.message),
              now);
}

void SessionCore::on(const input::WorkerLost& lost, Now now, Actions& actions) {
  const Plan::Loss loss = plan_.lost(lost.worker, lost.loss);
  if (ending_ != Ending::kNone || loss.kind == Plan::Loss::Kind::kNone) return;
  ++workers_lost_;
  const std::string how = loss_in_words(loss.cause);
  const std::string where =
      loss.n == 0 ? std::string() : fmt::format(" at {}", printable(photos_.path(loss.n)));
  switch (loss.kind) {
    case Plan::Loss::Kind::kTooManyKills:
      end(Ending::kInterrupted,
          fmt::format("The system keeps killing workers{}: is there memory enough? Run the same "
                      "command again with fewer --workers",
                      where),
          now, actions);
      return;
    case Plan::Loss::Kind::kCannotStart:
      end(Ending::kInterrupted,
          std::string("Worker processes cannot be started; `photosieve doctor` says why"), now,
          actions);
      return;
    case Plan::Loss::Kind::kGiveUp:
      take_result(lost.worker,
                  without_pixels(loss.n, FindingCode::kDecoderFailed,
                                 fmt::format("The decoder {} each time it read this file", how)),
                  now);
      break;
    case Plan::Loss::Kind::kRestart:
    case Plan::Loss::Kind::kNone:
      break;
  }
  tell_error("worker", fmt::format("A worker {}{}", how, where), loss.n, now);
  actions.emplace_back(action::StartWorker{lost.worker});
}

void SessionCore::on(const input::Committed&, Now now, Actions& actions) {
  for (const Judged& judged : judged_in_commit_)
    progress_.committed(judged.cost, judged.worker_seconds, now.steady);
  if (!judged_in_commit_.empty() && progress_.time_left().done() && !record_)
    record_ = progress_.record(now.steady);
  judged_in_commit_.clear();
  for (const std::uint32_t n : to_copy_in_commit_)
    if (ending_ == Ending::kNone) copies_.stage(n);
  to_copy_in_commit_.clear();
  committed_ = std::move(in_commit_);
  for (Event& event : ledger_.committed()) actions.emplace_back(action::Tell{std::move(event)});
  if (told_ending_) {
    phase_ = Phase::kOver;
    actions.emplace_back(action::Finish{});
    return;
  }
  if (phase_ == Phase::kToReview && ledger_.empty()) {
    phase_ = Phase::kReviewing;
    actions.emplace_back(action::Review{});
  } else if (phase_ == Phase::kSavingReview) {
    phase_ = Phase::kPlacing;
    if (session_.settings.copy && ending_ == Ending::kNone) copies_.settle();
  }
}

void SessionCore::on(const input::CopyEnded& copy, Now now, Actions& actions) {
  if (copy.n == 0 || copy.n > photos_.size()) return;
  copies_.ended(copy.n);
  PhotoState& state = photos_.state(copy.n);
  switch (copy.outcome) {
    case CopyOutcome::kStaged:
      state.staged = true;
      state.leftover = false;
      break;
    case CopyOutcome::kPlaced:
      state.placed = true;
      state.staged = false;
      break;
    case CopyOutcome::kUnstaged:
      state.staged = state.leftover = false;
      break;
    case CopyOutcome::kChanged:
      // Not the bytes that were judged: it is judged once more, and stays counted meanwhile.
      if (phase_ == Phase::kProcessing && (state.again || ++changes_[copy.n] < kMostChanges)) {
        state.again = true;
        plan_.add_first(copy.n);
        return;
      }
      state.copy_failed = true;
      break;
    case CopyOutcome::kFailed:
      state.copy_failed = true;
      tell_error("disk", copy.message, copy.n, now);
      break;
    case CopyOutcome::kDiskFull:
      end(Ending::kInterrupted, copy.message + ": make room there and run the same command again",
          now, actions);
      return;
  }
  ledger_.add_copy(copy.n, copy.outcome, copy.message, now);
  if (state.again) plan_.add_first(copy.n);  // it waited for this
}

void SessionCore::on(const input::Reviewed& reviewed, Now now, Actions&) {
  if (phase_ != Phase::kReviewing) return;
  if (ending_ != Ending::kNone) {
    phase_ = Phase::kToReview;  // a resumed run decides it anew
    return;
  }
  const std::uint32_t approved_before = session_.approved;
  for (const std::uint32_t n : reviewed.rejected) count_review(n, photos_, session_);
  moved_by_review_ = approved_before - session_.approved;
  phase_ = Phase::kSavingReview;
  change_stage(
      {.stage = Stage::kReviewing,
       .message = moved_by_review_ == 0
                      ? std::string("No approved photo is a copy of another")
                      : fmt::format("{} moved from approved to rejected: copies of better ones",
                                    photos_in_words(moved_by_review_)),
       .images = session_.processed,
       .moved_to_rejected = moved_by_review_},
      now);
}

void SessionCore::on(const input::Failed& failed, Now now, Actions& actions) {
  end(failed.can_be_resumed ? Ending::kInterrupted : Ending::kFailed, failed.message, now, actions);
}

// ---- what follows

void SessionCore::go_on(Now now, Actions& actions) {
  if (phase_ == Phase::kOver) return;
  manage_workers(actions);
  if (ending_ == Ending::kNone && phase_ != Phase::kScanning) {
    if (working()) {
      send_photos(now, actions);
      copies_.hand_out(actions);
    }
    const bool quiet =
        plan_.idle() && copies_.staging_done() && to_copy_.empty() && to_copy_in_commit_.empty();
    if (working() && phase_ == Phase::kProcessing && quiet) {
      phase_ = Phase::kToReview;
      change_stage({.stage = Stage::kReviewing,
                    .message = "Comparing " + photos_in_words(session_.processed),
                    .images = session_.processed},
                   now);
    } else if (working() && phase_ == Phase::kPlacing && copies_.settled()) {
      complete(now);
    }
  }
  if (pausing_) pause_if_quiet(now);
  if (ending_ != Ending::kNone && !told_ending_) finish(now, actions);
  if (ledger_.due(now)) {
    session_.elapsed_seconds = elapsed(now);
    judged_in_commit_.swap(judged_);
    to_copy_in_commit_.swap(to_copy_);
    in_commit_ = session_;
    action::Commit commit = ledger_.take(session_);
    commit.with_review = phase_ == Phase::kSavingReview;
    actions.emplace_back(std::move(commit));
  }
}

void SessionCore::send_photos(Now now, Actions& actions) {
  if (phase_ != Phase::kProcessing) return;
  // Round by round, so that no worker gets its second photo before each has its first.
  for (bool sent = true; sent;) {
    sent = false;
    for (std::uint32_t worker = 0; worker < plan_.slots(); ++worker) {
      const auto n = plan_.next(worker, now.steady);
      if (!n) continue;
      actions.emplace_back(action::Judge{worker, *n});
      sent = true;
    }
  }
}

void SessionCore::change_stage(StageChange change, Now now) {
  session_.stage = change.stage;
  change.session_id = session_.id;
  change.timestamp = now.wall;
  ledger_.add_event(std::move(change));
  ledger_.hurry();
}

void SessionCore::take_result(std::uint32_t worker, PhotoResult result, Now now) {
  const Plan::Done done = plan_.done(worker, result.n, now.steady);
  if (!done.known || ending_ != Ending::kNone) return;
  if (done.batch) {
    progress_.batch_ended(done.batch->number, done.batch->seconds);
    ++session_.batches;
    ledger_.batch_ended();
  }
  const bool first = !photos_.state(result.n).judged;
  count_result(result, photos_, session_);
  PhotoState& state = photos_.state(result.n);
  if (state.unreadable) --unreadable_;
  state.unreadable = could_not_be_read(result);
  if (state.unreadable) ++unreadable_;
  if (session_.settings.copy && (state.approved || state.leftover)) to_copy_.push_back(result.n);
  if (first) judged_.push_back({cost_of(result.n), result.elapsed_ms / 1000.0});
  photos_.set_identity(result.n, result.identity);
  ImageResult told{.session_id = session_.id,
                   .n = result.n,
                   .path = photos_.path(result.n),
                   .decision = result.decision,
                   .timestamp = now.wall};
  for (const Finding& finding : result.findings)
    if (finding.severity == Severity::kReject) told.reasons.push_back(finding.code);
  ledger_.add_result(std::move(result), now);
  ledger_.tell(std::move(told));
  if (first) reach_milestones(now);
}

void SessionCore::tell_error(std::string type, std::string message, std::uint32_t n, Now now) {
  newest_error_ = message;
  newest_error_at_ = now.steady;
  ledger_.add_error(session_.id, std::move(type), std::move(message), n, true, now);
}

}  // namespace photosieve
