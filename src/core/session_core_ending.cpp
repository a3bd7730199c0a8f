// How a session reaches its milestones and ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "core/session_core.h"
#include "publish/pace_watch.h"

namespace photosieve {
namespace {

std::optional<double> share(std::uint32_t part, std::uint32_t whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * part / whole;
}

}  // namespace

PhotoResult SessionCore::without_pixels(std::uint32_t n, FindingCode code,
                                        std::string message) const {
  PhotoResult result;
  result.n = n;
  result.identity = photos_.identity(n);
  result.findings.push_back(
      {.code = code, .severity = Severity::kReject, .message = std::move(message)});
  result.confidence = 1;
  return result;
}

void SessionCore::set_host_use(const HostUse& use) {
  host_ = use;
  if (use.memory_mb)
    session_.peak_memory_mb = std::max(session_.peak_memory_mb.value_or(0), *use.memory_mb);
  if (!use.gpu_percent) return;
  // Told once a second: what an earlier, interrupted run saw weighs by its seconds.
  if (gpu_samples_ == 0 && session_.avg_gpu_usage) gpu_samples_ = elapsed_before_;
  gpu_samples_ += 1;
  const double before = session_.avg_gpu_usage.value_or(0);
  session_.avg_gpu_usage = before + (*use.gpu_percent - before) / gpu_samples_;
}

ProgressUpdate SessionCore::progress(Now now) const {
  constexpr SteadyNs kErrorIsNews = 60'000'000'000;
  ProgressUpdate update;
  progress_.fill(update, now.steady, now.wall);
  update.session_id = session_.id;
  update.current_stage = committed_.stage;
  update.current_image = committed_.processed;
  update.total_images = committed_.total_images;
  if (committed_.total_images && *committed_.total_images > 0)
    update.percentage = share(committed_.processed, *committed_.total_images);
  update.approved_count = committed_.approved;
  update.rejected_count = committed_.rejected;
  update.milestone_reached = newest_milestone_;
  if (now.steady - newest_error_at_ < kErrorIsNews) update.error_message = newest_error_;
  if (committed_.total_images) update.total_batches = plan_.batches_expected();
  update.elapsed_time = elapsed(now);
  update.memory_usage_mb = host_.memory_mb;
  update.cpu_usage_percent = host_.cpu_percent;
  update.gpu_usage_percent = host_.gpu_percent;
  update.current_filename = oldest_photo();
  return update;
}

std::string SessionCore::oldest_photo() const {
  const std::uint32_t n = plan_.oldest_out();
  return n == 0 ? std::string() : photos_.path(n);
}

PerformanceUpdate SessionCore::performance(Now now) const {
  PerformanceUpdate update;
  update.session_id = session_.id;
  update.timestamp = now.wall;
  update.process_cpu_percent = host_.cpu_percent;
  update.process_memory_mb = host_.memory_mb;
  update.process_memory_peak_mb = session_.peak_memory_mb;
  update.images_per_second = progress_.speed_now(now.steady);
  update.active_workers = plan_.started();
  update.batch_size = plan_.batch_size();
  update.batch_done = plan_.batch_done();
  if (const std::uint32_t n = plan_.oldest_out(); n != 0) update.current_n = n;
  update.current_filename = oldest_photo();
  update.speed_trend = speed_trend(progress_.time_left(), now.steady);
  if (const auto left = progress_.left(now.steady)) {
    update.eta_p50_seconds = left->p50;
    update.eta_p90_seconds = left->p90;
  }
  return update;
}

void SessionCore::reach_milestones(Now now) {
  for (Milestone& milestone : milestones_.reach(session_.processed, photos_.size(), elapsed(now))) {
    MilestoneReached reached;
    reached.session_id = session_.id;
    reached.type = milestone.type;
    reached.value = std::move(milestone.value);
    reached.message = std::move(milestone.message);
    reached.current_progress = session_.processed;
    reached.total_progress = photos_.size();
    reached.timestamp = now.wall;
    const ProgressUpdate update = progress(now);
    reached.snapshot = {.processing_speed = update.processing_speed,
                        .memory_usage = host_.memory_mb,
                        .cpu_usage = host_.cpu_percent,
                        .gpu_usage = host_.gpu_percent,
                        .approved_rate = share(session_.approved, session_.processed),
                        .approved_count = session_.approved,
                        .rejected_count = session_.rejected,
                        .elapsed_time = elapsed(now),
                        .eta_seconds = update.eta_seconds};
    newest_milestone_ = reached.value;
    ledger_.add_milestone(std::move(reached));
  }
}

void SessionCore::end(Ending ending, std::string message, Now, Actions& actions) {
  if (ending_ != Ending::kNone) return;
  ending_ = ending;
  ending_message_ = std::move(message);
  copies_.drop_waiting();
  actions.emplace_back(action::StopWorkers{});
}

void SessionCore::finish(Now now, Actions&) {
  // What the mover has in hand ends first, and the review that is under way.
  if (copies_.with_mover() > 0 || phase_ == Phase::kReviewing) return;
  elapsed_before_ = elapsed(now);
  running_since_.reset();
  session_.error = ending_message_;
  switch (ending_) {
    case Ending::kInterrupted:
      // A paused session is paused until it is resumed, whoever ends meanwhile.
      if (session_.status == SessionStatus::kPaused && ending_message_.empty()) break;
      session_.status = SessionStatus::kInterrupted;
      if (!ending_message_.empty())
        ledger_.add_error(session_.id, "run", ending_message_, 0, true, now);
      break;
    case Ending::kCancelled:
      session_.error.clear();
      session_.status = SessionStatus::kCancelled;
      session_.ended_at = now.wall;
      ledger_.add_event(ProcessingCancelled{session_.id, ending_message_, now.wall});
      break;
    case Ending::kFailed:
      session_.status = SessionStatus::kFailed;
      session_.ended_at = now.wall;
      ledger_.add_error(session_.id, "run", ending_message_, 0, false, now);
      ledger_.add_event(ProcessingFailed{session_.id, ending_message_, now.wall});
      break;
    case Ending::kComplete:
    case Ending::kNone:
      break;
  }
  ledger_.add_event(SessionChanged{session_});
  ledger_.hurry();
  told_ending_ = true;
}

void SessionCore::complete(Now now) {
  ending_ = Ending::kComplete;
  reach_milestones(now);
  elapsed_before_ = elapsed(now);
  running_since_.reset();
  session_.elapsed_seconds = elapsed_before_;
  session_.status = SessionStatus::kComplete;
  session_.ended_at = now.wall;
  change_stage(
      {.stage = Stage::kComplete,
       .message = fmt::format("{} approved, {} rejected", session_.approved, session_.rejected),
       .images = session_.processed},
      now);
  ProcessingComplete complete;
  complete.session_id = session_.id;
  complete.total_processed = session_.processed;
  complete.total_approved = session_.approved;
  complete.total_rejected = session_.rejected;
  complete.processing_time = elapsed_before_;
  complete.completion_time = now.wall;
  complete.output_folder = session_.output_folder;
  if (elapsed_before_ > 0) complete.avg_processing_speed = session_.processed / elapsed_before_;
  complete.peak_memory_usage = session_.peak_memory_mb;
  complete.avg_gpu_usage = session_.avg_gpu_usage;
  complete.total_batches = session_.batches;
  complete.approval_rate = share(session_.approved, session_.processed);
  complete.issues = session_.issues;
  ledger_.add_event(std::move(complete));
  ledger_.add_event(SessionChanged{session_});
  told_ending_ = true;
}

}  // namespace photosieve
