// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_driver.h"

#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "run/review.h"

namespace photosieve {
namespace {

constexpr SteadyNs kNsPerSecond = 1'000'000'000;
constexpr SteadyNs kNsPerMs = 1'000'000;
constexpr std::size_t kMostMoments = 30;
constexpr SteadyNs kBetweenImages = kNsPerSecond / 10;  // the contract: ten a second at most

CopyState copy_state_of(CopyOutcome outcome) {
  switch (outcome) {
    case CopyOutcome::kStaged:
      return CopyState::kStaged;
    case CopyOutcome::kPlaced:
      return CopyState::kPlaced;
    case CopyOutcome::kUnstaged:
      return CopyState::kNone;
    default:
      return CopyState::kFailed;
  }
}

Commit to_store(action::Commit&& asked) {
  Commit commit;
  commit.session = std::move(asked.session);
  commit.results = std::move(asked.results);
  for (action::Commit::Copy& copy : asked.copies)
    commit.copies.push_back({copy.n, copy_state_of(copy.outcome), std::move(copy.message)});
  for (const MilestoneReached& milestone : asked.milestones)
    commit.milestones.push_back({milestone.type, milestone.value, milestone.current_progress,
                                 milestone.total_progress, milestone.timestamp,
                                 milestone.snapshot});
  for (action::Commit::Error& error : asked.errors)
    commit.errors.push_back({std::move(error.type), std::move(error.message), error.n,
                             error.recoverable, error.timestamp});
  return commit;
}

// The device of an open folder; one that no disk has (0) when it is on none that is known.
dev_t disk_below(int folder) {
  struct stat about {};
  if (::fstat(folder, &about) != 0) return 0;
  return disk_of(HostRoot(), about.st_dev).value_or(0);
}

std::optional<double> disk_free_mb(int folder) {
  struct statvfs about {};
  if (::fstatvfs(folder, &about) != 0) return std::nullopt;
  return static_cast<double>(about.f_bavail) * static_cast<double>(about.f_frsize) /
         (1024.0 * 1024.0);
}

CopyOutcome outcome_of(MoveOutcome outcome) {
  switch (outcome) {
    case MoveOutcome::kStaged:
      return CopyOutcome::kStaged;
    case MoveOutcome::kChanged:
      return CopyOutcome::kChanged;
    case MoveOutcome::kPlaced:
      return CopyOutcome::kPlaced;
    case MoveOutcome::kUnstaged:
      return CopyOutcome::kUnstaged;
    case MoveOutcome::kDiskFull:
      return CopyOutcome::kDiskFull;
    case MoveOutcome::kConflict:
    case MoveOutcome::kFailed:
      return CopyOutcome::kFailed;
  }
  return CopyOutcome::kFailed;
}

}  // namespace

SessionDriver::SessionDriver(const Session& session, Profile profile, std::uint32_t workers,
                             DriverParts parts)
    : parts_(std::move(parts)),
      profile_(std::move(profile)),
      core_(session, workers),
      pool_(parts_.worker_binary, parts_.input, profile_, session.settings.mode),
      workers_(workers) {
  if (parts_.output != nullptr) disk_ = disk_below(parts_.output->fd());
  parts_.store.when_away(
      [this](const Error& why, unsigned tries) { return wait_for_store(why, tries); });
}

SessionDriver::~SessionDriver() {
  inbox_.close();
  move_jobs_.close();
  move_reports_.close();
  if (scanner_) scanner_->request_stop();
  parts_.use.set_workers(core_.session().id, {});
  parts_.store.when_away({});
}

Result<> SessionDriver::restore() {
  const std::string& id = core_.session().id;
  PS_TRY_VOID(parts_.store.each_photo(id, [&](const StoredPhoto& stored) {
    PhotoState state;
    state.judged = stored.judged;
    state.own_approved = stored.judged && stored.own_decision == Decision::kApproved;
    state.approved = state.own_approved;
    state.issues = stored.own_issues & 0xFU;
    state.staged = stored.copy == CopyState::kStaged;
    state.placed = stored.copy == CopyState::kPlaced;
    core_.restore(stored.ref, state);
    return true;
  }));
  PS_TRY(const std::vector<StoredMilestone> milestones, parts_.store.milestones(id));
  std::vector<std::string> values;
  values.reserve(milestones.size());
  for (const StoredMilestone& milestone : milestones) values.push_back(milestone.value);
  core_.restore_milestones(values);
  return {};
}

Result<DriverResult> SessionDriver::run() {
  start_moving();
  learn_from_earlier_runs();
  feed(input::Begin{.paused = parts_.paused, .redo = parts_.redo});
  if (!core_.session().total_images) start_scanning();
  if (parts_.started) orders_.add({.what = Order::What::kStarted, .done = parts_.started});
  orders_.settle(core_.committed(), core_.over());
  tell_progress();
  while (!finished_) {
    wait_and_read();
    if (finished_) break;
    tell_performance();
    feed(input::Tick{});
    tell_progress();
  }
  if (parts_.orders != nullptr)
    for (Order& order : parts_.orders->close()) orders_.add(std::move(order));
  if (store_error_)
    orders_.give_up(*store_error_);
  else
    orders_.settle(core_.committed(), true);
  pool_.stop_all();
  move_jobs_.close();
  mover_.reset();  // joins: what it holds is done
  if (store_error_) return tl::unexpected(*store_error_);
  if (staging_ && ended(core_.session().status)) staging_->clear();
  return DriverResult{core_.session(), core_.any_unreadable()};
}

// One input and all that follows from it, news of the actions themselves included.
void SessionDriver::feed(Input input) {
  pending_.push_back(std::move(input));
  while (!pending_.empty() && !finished_) {
    const Input next = std::move(pending_.front());
    pending_.pop_front();
    Actions actions = core_.step(next, now());
    for (Action& action : actions) {
      if (finished_) break;
      std::visit([this](auto& one) { perform(one); }, action);
    }
  }
}

// ---- what the core asks

void SessionDriver::perform(action::Judge& judge) {
  std::vector<Input> news;
  pool_.judge(judge.worker, judge.n, core_.photos().path(judge.n), news);
  std::move(news.begin(), news.end(), std::back_inserter(pending_));
}

void SessionDriver::perform(action::StartWorker& start) {
  std::vector<Input> news;
  pool_.start(start.worker, news);
  std::move(news.begin(), news.end(), std::back_inserter(pending_));
}

void SessionDriver::perform(action::StopWorker& stop) {
  pool_.stop(stop.worker);
}

void SessionDriver::perform(action::StopWorkers&) {
  pool_.stop_all();
  if (scanner_) scanner_->request_stop();
}

void SessionDriver::perform(action::Commit& commit) {
  const bool with_review = commit.with_review;
  Commit stored = to_store(std::move(commit));
  stored.performance = std::exchange(moments_, {});
  Result<> done;
  if (with_review) {
    done = parts_.store.save_review(stored.session, outcomes_);
    outcomes_ = {};
  }
  if (done) done = parts_.store.commit(stored);
  if (!done) return store_failed(done.error());
  // Fed before anything else: what was committed is told first.
  pending_.push_front(input::Committed{});
}

void SessionDriver::perform(action::Tell& tell) {
  if (auto* image = std::get_if<ImageResult>(&tell.event)) {
    newest_image_ = std::move(*image);
    return;
  }
  const bool of_stage = std::holds_alternative<StageChange>(tell.event);
  if (parts_.changed)
    if (const auto* changed = std::get_if<SessionChanged>(&tell.event))
      parts_.changed(changed->session);
  parts_.hub.publish(std::move(tell.event));
  if (of_stage) next_progress_ = 0;  // an update at each change of stage
}

void SessionDriver::perform(action::Stage& stage) {
  give_to_mover(MoveJob::What::kStage, stage.n);
}
void SessionDriver::perform(action::Place& place) {
  give_to_mover(MoveJob::What::kPlace, place.n);
}
void SessionDriver::perform(action::Unstage& unstage) {
  give_to_mover(MoveJob::What::kUnstage, unstage.n);
}

void SessionDriver::give_to_mover(MoveJob::What what, std::uint32_t n) {
  const auto content = parts_.store.content(core_.session().id, n);
  if (!content) return store_failed(content.error());
  MoveJob job{what, n, core_.photos().path(n), content->value_or(Hash128{})};
  // The core has fewer jobs out than the queue holds, so this never waits.
  if (!move_jobs_.push(std::move(job)))
    pending_.emplace_back(input::CopyEnded{n, CopyOutcome::kFailed, "The copy was not made"});
}

void SessionDriver::on_move(const MoveReport& report) {
  if (report.outcome == MoveOutcome::kConflict && report.there) {
    // A file that an earlier session placed there, unchanged since, is this program's to replace.
    const auto ours =
        parts_.store.placed_content(core_.session().output_folder, core_.photos().path(report.n));
    if (!ours) return store_failed(ours.error());
    if (*ours == report.there) return give_to_mover(MoveJob::What::kReplace, report.n);
  }
  feed(input::CopyEnded{report.n, outcome_of(report.outcome), report.message});
}

void SessionDriver::perform(action::Review&) {
  const auto go_on = [this] {
    pollfd stop{parts_.stop_fd, POLLIN, 0};
    return parts_.stop_fd < 0 || ::poll(&stop, 1, 0) == 0;
  };
  auto decided = review(parts_.store, core_.session().id, profile_, parts_.spill_folder, go_on);
  if (!decided) return store_failed(decided.error());
  input::Reviewed reviewed;
  if (*decided) {
    outcomes_ = std::move(**decided);
    for (const ReviewOutcome& outcome : outcomes_)
      if (outcome.finding && outcome.finding->severity == Severity::kReject)
        reviewed.rejected.push_back(outcome.n);
  } else {
    pending_.emplace_back(input::StopAsked{});  // before Reviewed: it then ends there
  }
  pending_.emplace_back(std::move(reviewed));
}

void SessionDriver::perform(action::Finish&) {
  tell_progress();
  teach_later_runs();
  finished_ = true;
}

// A store that cannot be written ends the run at once: nothing more can be promised, and what was
// committed stays for a resume.
void SessionDriver::store_failed(const Error& error) {
  log_error(error.message);
  store_error_ = error;
  finished_ = true;
}

// A store that is away is waited for, longer and longer: workers finish the photo they have, their
// results wait where they are, and nothing else begins. Who stops the run stops the waiting; it is
// gone on with later, from what is stored.
bool SessionDriver::wait_for_store(const Error& why, unsigned tries) {
  constexpr int kFirstWaitMs = 100;
  constexpr unsigned kMostDoubled = 6;  // 6.4 s
  if (tries == 0) {
    log_warning(why.message + "; trying again until it is back");
    parts_.hub.publish(ProcessingError{.session_id = core_.session().id,
                                       .error_type = "store",
                                       .error_message = why.message,
                                       .timestamp = now().wall,
                                       .recoverable = true});
  }
  away_ = why.message;
  const SteadyNs until =
      now().steady + SteadyNs{kFirstWaitMs << std::min(tries, kMostDoubled)} * kNsPerMs;
  bool stopped = false;
  while (!stopped && now().steady < until) {
    tell_progress();
    pollfd stop{parts_.stop_fd, POLLIN, 0};
    stopped = ::poll(&stop, parts_.stop_fd >= 0 ? 1 : 0, kFirstWaitMs) > 0;
  }
  away_.clear();
  return !stopped;
}

// ---- what is told without being asked

void SessionDriver::tell_progress() {
  const SteadyNs time = now().steady;
  if (newest_image_ && (time >= next_image_ || core_.over())) {
    parts_.hub.publish(std::move(*newest_image_));
    newest_image_.reset();
    next_image_ = time + kBetweenImages;
  }
  if (time < next_progress_ && !core_.over()) return;
  next_progress_ = time + static_cast<SteadyNs>(parts_.progress_interval_seconds * 1e9);
  ProgressUpdate update = core_.progress(now());
  if (!away_.empty()) update.error_message = away_;
  parts_.hub.publish(std::move(update));
}

// Stored with the next commit; where none comes for a while (a pause), by itself.
void SessionDriver::remember(const PerformanceBucket& moment) {
  moments_.push_back(moment);
  if (moments_.size() < kMostMoments || store_error_) return;
  // A run does not end for its history's sake: what cannot be stored is left out.
  const auto stored = parts_.store.add_performance(core_.session().id, std::exchange(moments_, {}));
  if (!stored) log_warning("the host's history has a gap: " + stored.error().message);
}

void SessionDriver::tell_performance() {
  const SteadyNs time = now().steady;
  if (time < next_sample_) return;
  next_sample_ = time + kNsPerSecond;
  parts_.use.set_workers(core_.session().id, pool_.pids());
  const auto sample = parts_.use.newest();
  if (sample->at != 0) usable_ = workers_for(sample->processors);
  bound_by_memory(*sample);
  core_.set_host_use(
      {sample->process_memory_mb, sample->process_cpu_percent, gpu_percent(sample->gpus)});
  PerformanceUpdate update = core_.performance(now());
  fill_host_fields(update, *sample, disk_);
  if (parts_.output != nullptr) update.disk_free_mb = disk_free_mb(parts_.output->fd());
  remember(bucket_of(update));
  tune(*sample, update);
  parts_.hub.publish(std::move(update));
  tell_of_pace(time);
}

}  // namespace photosieve
