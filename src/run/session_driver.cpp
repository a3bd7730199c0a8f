// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_driver.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "run/review.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

constexpr int kTickMs = 100;
constexpr std::size_t kScanChunk = 256;
constexpr SteadyNs kNsPerSecond = 1'000'000'000;
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

SessionDriver::SessionDriver(Session session, Profile profile, std::uint32_t workers,
                             DriverParts parts)
    : parts_(std::move(parts)),
      profile_(std::move(profile)),
      core_(session, workers),
      pool_(workers, parts_.worker_binary, parts_.input, profile_, session.settings.mode) {}

SessionDriver::~SessionDriver() {
  inbox_.close();
  move_jobs_.close();
  move_reports_.close();
  if (scanner_) scanner_->request_stop();
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
  for (const StoredMilestone& milestone : milestones) values.push_back(milestone.value);
  core_.restore_milestones(values);
  return {};
}

Result<DriverResult> SessionDriver::run() {
  start_moving();
  feed(input::Begin{});
  if (!core_.session().total_images) start_scanning();
  while (!finished_) {
    wait_and_read();
    sample_host();
    feed(input::Tick{});
    tell_progress();
  }
  pool_.stop_all();
  move_jobs_.close();
  mover_.reset();  // joins: what it holds is done
  if (store_error_) return tl::unexpected(*store_error_);
  if (staging_ && core_.session().status != SessionStatus::kInterrupted) staging_->clear();
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

void SessionDriver::perform(action::StopWorkers&) {
  pool_.stop_all();
  if (scanner_) scanner_->request_stop();
}

void SessionDriver::perform(action::Commit& commit) {
  const bool with_review = commit.with_review;
  const Commit stored = to_store(std::move(commit));
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

void SessionDriver::perform(action::Review&) {
  const auto go_on = [this] {
    pollfd stop{parts_.stop_fd, POLLIN, 0};
    return parts_.stop_fd < 0 || ::poll(&stop, 1, 0) == 0;
  };
  auto decided = review(parts_.store, core_.session().id, profile_, go_on);
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
  answer_controls();
  finished_ = true;
}

// A store that cannot be written ends the run at once: nothing more can be promised, and what was
// committed stays for a resume.
void SessionDriver::store_failed(const Error& error) {
  log_error(error.message);
  store_error_ = error;
  finished_ = true;
}

// ---- threads beside this one

void SessionDriver::start_moving() {
  if (parts_.output == nullptr) return;
  auto staging = Staging::open(parts_.input, parts_.output->fd(), core_.session().id);
  if (!staging) {
    pending_.emplace_back(input::Failed{staging.error().message});
    return;
  }
  staging_.emplace(std::move(*staging));
  mover_.emplace([this] {
    Mover mover(*staging_, move_jobs_, [this](MoveReport report) {
      if (move_reports_.push(std::move(report))) inbox_.post(input::Tick{});
    });
    while (mover.step()) {
    }
  });
}

void SessionDriver::start_scanning() {
  scanner_.emplace([this](const std::stop_token& stop) {
    std::vector<PhotoRef> photos;
    const auto send_photos = [&] {
      if (!photos.empty()) inbox_.post(input::PhotosFound{std::exchange(photos, {})});
    };
    std::vector<SkippedFile> skipped;
    const auto send_skipped = [&] {
      if (!skipped.empty()) inbox_.post(input::FilesSkipped{std::exchange(skipped, {})});
    };
    const auto walked = Scanner(parts_.input)
                            .walk(
                                [&](Scanned scanned) {
                                  if (auto* photo = std::get_if<PhotoRef>(&scanned))
                                    photos.push_back(std::move(*photo));
                                  else
                                    skipped.push_back(std::move(std::get<SkippedFile>(scanned)));
                                  if (photos.size() >= kScanChunk) send_photos();
                                  if (skipped.size() >= kScanChunk) send_skipped();
                                  return !stop.stop_requested();
                                },
                                stop);
    send_photos();
    send_skipped();
    if (!walked)
      inbox_.post(input::Failed{walked.error().message});
    else if (!stop.stop_requested())
      inbox_.post(input::ScanEnded{});
  });
}

// ---- what comes from outside

void SessionDriver::wait_and_read() {
  std::vector<pollfd> waits{{inbox_.fd(), POLLIN, 0}};
  if (parts_.stop_fd >= 0 && !stopping_) waits.push_back({parts_.stop_fd, POLLIN, 0});
  const std::size_t workers_from = waits.size();
  pool_.add_to(waits);
  if (parts_.control) parts_.control->add_to(waits);
  if (::poll(waits.data(), waits.size(), kTickMs) <= 0) return;

  std::vector<Input> news;
  if (workers_from < waits.size()) pool_.read(waits, news);
  for (Input& input : news) feed(std::move(input));

  inbox_.forget_wake();
  while (auto report = move_reports_.try_pop()) on_move(*report);
  while (auto input = inbox_.take()) {
    if (finished_) return;
    if (!store_scanned(*input)) return;
    feed(std::move(*input));
  }
  if (parts_.control)
    parts_.control->serve(
        [this](int client, ControlCommand command) { on_control(client, command); });
  if (!stopping_ && workers_from == 2 && waits[1].revents != 0) {
    stopping_ = true;
    feed(input::StopAsked{});
  }
  answer_controls();
}

// What the scanner found is stored before the core counts on it.
bool SessionDriver::store_scanned(const Input& input) {
  Result<> done;
  if (const auto* found = std::get_if<input::PhotosFound>(&input))
    done = parts_.store.add_photos(core_.session().id, found->photos);
  else if (const auto* skipped = std::get_if<input::FilesSkipped>(&input))
    done = parts_.store.add_skipped(core_.session().id, skipped->files);
  if (!done) store_failed(done.error());
  return done.has_value();
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

void SessionDriver::on_control(int client, ControlCommand command) {
  waiting_.push_back({client, command});
  switch (command) {
    case ControlCommand::kPause:
      return feed(input::PauseAsked{});
    case ControlCommand::kResume:
      return feed(input::ResumeAsked{});
    case ControlCommand::kCancel:
      return feed(input::CancelAsked{});
    case ControlCommand::kStatus:
      return;
  }
}

// A command is answered when it has taken effect and that is stored.
void SessionDriver::answer_controls() {
  if (!parts_.control) return;
  const Session& session = core_.committed();
  std::erase_if(waiting_, [&](const Waiting& one) {
    const bool over = core_.over();
    const bool done =
        one.command == ControlCommand::kStatus ||
        (one.command == ControlCommand::kPause && session.status == SessionStatus::kPaused) ||
        (one.command == ControlCommand::kResume && session.status == SessionStatus::kRunning) ||
        (one.command == ControlCommand::kCancel && session.status == SessionStatus::kCancelled);
    if (done)
      parts_.control->answer(one.client, {{"ok", true}, {"session", session_json(session)}});
    else if (over)
      parts_.control->answer(
          one.client, {{"ok", false},
                       {"error",
                        {{"code", "wrong_state"},
                         {"message", "the session is " + std::string(name(session.status))}}}});
    return done || over;
  });
}

void SessionDriver::tell_progress() {
  const SteadyNs time = now().steady;
  if (newest_image_ && (time >= next_image_ || core_.over())) {
    parts_.hub.publish(std::move(*newest_image_));
    newest_image_.reset();
    next_image_ = time + kBetweenImages;
  }
  if (time < next_progress_ && !core_.over()) return;
  next_progress_ = time + static_cast<SteadyNs>(parts_.progress_interval_seconds * 1e9);
  parts_.hub.publish(core_.progress(now()));
}

void SessionDriver::sample_host() {
  const SteadyNs time = now().steady;
  if (time < next_sample_) return;
  next_sample_ = time + kNsPerSecond;
  std::vector<pid_t> pids = pool_.pids();
  pids.push_back(::getpid());
  const ProcessSample sample = process_use_.sample(pids, time);
  core_.set_host_use({sample.memory_mb, sample.cpu_percent, std::nullopt});
}

}  // namespace photosieve
