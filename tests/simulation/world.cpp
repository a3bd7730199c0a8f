// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/world.h"

#include <exception>

#include "simulation/truth.h"

namespace photosieve {
namespace {

constexpr int kMostChanges = 4;
constexpr SteadyNs kMillisecond = 1'000'000;
constexpr SteadyNs kMinute = 60'000 * kMillisecond;
constexpr WallMs kDay = 86'400'000;

}  // namespace

World::World(std::uint32_t seed) : seed_(seed), random_(seed), settings_change_(seed % 2 == 0) {}

// Not std::uniform_int_distribution: its numbers are the library's own.
int World::pick(int below) {
  return static_cast<int>(random_() % static_cast<std::uint32_t>(below));
}

bool World::fault(int of, int in) {
  const bool happens = chance(of, in);
  if (happens) ++faults_;
  return happens;
}

void World::demand(bool kept, const std::string& promise) {
  if (!kept && broken_.empty()) broken_ = promise;
}

// ---- what happens outside: an answer comes, a worker dies, a copy ends, time passes

void World::happen() {
  let_time_pass();
  if (chance(1, 20)) return feed(input::Tick{});
  if (fault(1, 60)) return feed(input::PauseAsked{});
  if (chance(1, 3) || outside_.empty()) feed(input::ResumeAsked{});
  if (dead_) return;
  if (chance(1, 25)) return feed(input::SetWorkers{static_cast<std::uint32_t>(1 + pick(6))});
  if (chance(1, 40)) return feed(input::SetBatchSize{static_cast<std::uint32_t>(1 + pick(9))});
  if (settings_change_ && chance(1, 60)) return change_settings();
  if (chance(1, 20)) return ask_again(static_cast<std::uint32_t>(1 + pick(kPhotos)));
  if (!quiet_ && fault(1, 700)) return feed(input::StopAsked{});
  if (!quiet_ && fault(1, 900)) return feed(input::Failed{"The input folder went away", true});
  if (outside_.empty()) return feed(input::Tick{});
  const auto which = outside_.begin() + pick(static_cast<int>(outside_.size()));
  const Input input = *which;
  outside_.erase(which);
  if (const auto* answered = std::get_if<input::Answered>(&input))
    return worker_acts(answered->worker);
  if (const auto* copy = std::get_if<input::CopyEnded>(&input)) return copy_ends(*copy);
  if (const auto* up = std::get_if<input::WorkerUp>(&input); up != nullptr && fault(1, 60))
    return die(up->worker, {WorkerLoss::Kind::kNoStart, 1});
  feed(input);
}

void World::let_time_pass() {
  steady_ += kMillisecond * (1 + pick(300));
  if (fault(1, 400)) steady_ += kMinute * (1 + pick(90));  // a slow disk, a suspended machine
  if (fault(1, 400)) wall_ += (pick(5) - 2) * kDay;        // the clock is set
}

void World::change_settings() {
  input::ChangeSettings change;
  change.batch_size = static_cast<std::uint32_t>(1 + pick(9));
  if (chance(1, 2)) change.percentage_milestones = {{25, 50, static_cast<unsigned>(pick(100))}};
  if (chance(1, 2)) change.count_milestones = {{static_cast<unsigned>(1 + pick(kPhotos)), 100}};
  feed(change);
}

void World::ask_again(std::uint32_t n) {
  if (core_->photos().size() == kPhotos && !core_->why_no_retry(n)) feed(input::RetryAsked{n});
}

void World::worker_acts(std::uint32_t worker) {
  auto& has = worker_has_[worker];
  if (has.empty()) return;
  const std::uint32_t n = has.front();  // a worker answers in order
  if (kills_its_decoder(n)) return die(worker, {WorkerLoss::Kind::kSignal, 11});
  if (fault(1, 30)) return die(worker, {WorkerLoss::Kind::kKilled, 9});
  if (fault(1, 300)) return die(worker, {WorkerLoss::Kind::kDisobedient, 0});
  has.erase(has.begin());
  if (may_change(n) && fault(1, 20))
    return feed(input::FileChanged{worker, n, chance(1, 2) ? "I/O error" : ""});
  if (cannot_be_opened(n)) return feed(input::CouldNotOpen{worker, n, "May not be read"});
  feed(input::Answered{worker, truth_of(n)});
}

// A file that changes all the time is unreadable, which is another outcome.
bool World::may_change(std::uint32_t n) {
  return chance(1, 2) && ++changes_[n] < kMostChanges;
}

void World::die(std::uint32_t worker, WorkerLoss loss) {
  forget(worker);
  feed(input::WorkerLost{worker, loss});
}

void World::forget(std::uint32_t worker) {
  worker_has_[worker].clear();
  std::erase_if(outside_, [worker](const Input& input) {
    const auto* answered = std::get_if<input::Answered>(&input);
    return answered != nullptr && answered->worker == worker;
  });
}

void World::copy_ends(const input::CopyEnded& copy) {
  switch (copy.outcome) {
    case CopyOutcome::kStaged:
      if (cannot_be_copied(copy.n))
        return feed(input::CopyEnded{copy.n, CopyOutcome::kFailed, "The name is too long there"});
      if (may_change(copy.n) && fault(1, 30))
        return feed(input::CopyEnded{copy.n, CopyOutcome::kChanged, ""});
      if (!quiet_ && fault(1, 300))
        return feed(input::CopyEnded{copy.n, CopyOutcome::kDiskFull, "The disk is full"});
      disk_.staging.insert(copy.n);
      break;
    case CopyOutcome::kPlaced:
      demand(disk_.staging.erase(copy.n) == 1 || disk_.output.count(copy.n) == 1,
             "what is placed was staged");
      disk_.output.insert(copy.n);
      break;
    case CopyOutcome::kUnstaged:
      disk_.staging.erase(copy.n);
      break;
    default:
      break;
  }
  if (!quiet_ && fault(1, 300))
    dead_ = true;  // the coordinator dies before it hears of it
  else
    feed(copy);
}

void World::feed(const Input& input) {
  if (dead_ || !broken_.empty()) return;
  try {
    perform(core_->step(input, now()));
  } catch (const std::exception& error) {
    demand(false, std::string("the core throws nothing: ") + error.what());
  }
  if (dead_ || !core_->session().total_images) return;
  const std::uint32_t told = core_->progress(now()).current_image;
  demand(told <= disk_.session.processed, "progress is told when it is stored");
  demand(told >= told_processed_, "told progress never falls");
  told_processed_ = told;
}

// ---- what the core wants done

void World::perform(const Actions& actions) {
  for (const Action& action : actions) {
    if (dead_ || !broken_.empty()) return;
    std::visit([this](const auto& one) { act(one); }, action);
    if (!quiet_ && fault(1, 4'000)) dead_ = true;  // killed between two of them
  }
}

void World::act(const action::StartWorker& start) {
  outside_.emplace_back(input::WorkerUp{start.worker});
}

void World::act(const action::Judge& judge) {
  for (const auto& [worker, has] : worker_has_)
    for (const std::uint32_t n : has) demand(n != judge.n, "a photo is with one worker");
  demand(core_->session().status != SessionStatus::kPaused, "a paused session starts no photo");
  worker_has_[judge.worker].push_back(judge.n);
  input::Answered answered{judge.worker, {}};
  answered.result.n = judge.n;
  outside_.emplace_back(std::move(answered));
}

void World::act(const action::Commit& commit) {
  if (!quiet_ && fault(1, 500)) {  // the store fails, and nothing of it is there
    dead_ = true;
    return;
  }
  demand(commit.session.processed >= disk_.session.processed, "processed never falls");
  disk_.session = commit.session;
  for (const PhotoResult& result : commit.results) {
    disk_.results[result.n] = result;
    disk_.copies.erase(result.n);
  }
  for (const auto& copy : commit.copies) disk_.copies[copy.n] = copy.outcome;
  for (const auto& milestone : commit.milestones) disk_.milestones.push_back(milestone.value);
  demand(disk_.session.processed == disk_.results.size(), "processed is what is stored");
  if (commit.with_review) review_stored_ = true;
  if (!quiet_ && fault(1, 500)) {  // durable, and the coordinator never hears of it
    dead_ = true;
    return;
  }
  // The core hears of it at once, or after other things have happened.
  if (chance(1, 2))
    outside_.emplace_back(input::Committed{});
  else
    feed(input::Committed{});
}

void World::act(const action::Tell& tell) {
  if (const auto* result = std::get_if<ImageResult>(&tell.event))
    demand(disk_.results.count(result->n) == 1, "a result is stored before it is told");
  if (const auto* milestone = std::get_if<MilestoneReached>(&tell.event))
    told_milestones_.insert(milestone->value);
  if (const auto* changed = std::get_if<SessionChanged>(&tell.event)) {
    demand(changed->session.processed <= disk_.results.size(), "counts are told when stored");
    demand(changed->session.processed >= told_processed_, "told counts never fall");
  }
  if (std::holds_alternative<ProcessingComplete>(tell.event))
    demand(disk_.session.status == SessionStatus::kComplete, "the end is stored before it is told");
}

void World::act(const action::Stage& stage) {
  demand(disk_.results.count(stage.n) == 1, "a result is stored before its photo is copied");
  outside_.emplace_back(input::CopyEnded{stage.n, CopyOutcome::kStaged, ""});
}

void World::act(const action::Place& place) {
  demand(review_stored_, "reviewing is stored before copies are placed");
  outside_.emplace_back(input::CopyEnded{place.n, CopyOutcome::kPlaced, ""});
}

void World::act(const action::Unstage& unstage) {
  outside_.emplace_back(input::CopyEnded{unstage.n, CopyOutcome::kUnstaged, ""});
}

void World::act(const action::Review&) {
  demand(disk_.results.size() == kPhotos, "similarity is decided with all photos known");
  input::Reviewed reviewed;
  for (std::uint32_t n = 1; n <= kPhotos; ++n)
    if (copy_of_another(n)) reviewed.rejected.push_back(n);
  feed(reviewed);
}

}  // namespace photosieve
