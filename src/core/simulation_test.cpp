// Whole runs of the core in a made-up world, from a seed: workers that die, files that change,
// pauses, workers that become more and fewer, photos that are asked for again, and a coordinator
// that is killed at any moment and started again from what was stored.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "core/session_core.h"
#include "core/tally.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kPhotos = 120;
constexpr std::uint32_t kWorkers = 3;

// What a photo is in truth, whatever happens around it.
PhotoResult truth_of(std::uint32_t n) {
  PhotoResult result;
  result.n = n;
  result.decision = n % 3 == 0 ? Decision::kRejected : Decision::kApproved;
  if (n % 3 == 0) result.findings.push_back({.code = FindingCode::kNoise});
  return result;
}
bool deadly(std::uint32_t n) {
  return n % 17 == 0;
}
bool copy_of_another(std::uint32_t n) {
  return n % 10 == 1 && n > 1;
}

// All that survives a crash of the coordinator.
struct Disk {
  Session session;
  std::map<std::uint32_t, PhotoResult> results;
  std::map<std::uint32_t, CopyOutcome> copies;
  std::vector<std::string> milestones;
  bool scanned = false;
  std::set<std::uint32_t> staging;  // files in the staging folder
  std::set<std::uint32_t> output;   // files under their final names
};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {}

  // Runs until the session is complete, with as many crashes as the seed brings.
  void run() {
    disk_.session.id = "s";
    disk_.session.settings.batch_size = 5;
    for (int life = 0; life < 50 && disk_.session.status != SessionStatus::kComplete; ++life) {
      start();
      const int steps = life < 10 ? chance(1, 3) ? 1'000'000 : pick(400) : 1'000'000;
      crash_now_ = false;
      may_crash_ = life < 10;
      for (int i = 0; i < steps && !core_->over() && !crash_now_; ++i) happen();
      crash();
    }
    ASSERT_EQ(disk_.session.status, SessionStatus::kComplete);
  }

  const Disk& disk() const { return disk_; }
  const std::multiset<std::string>& told_milestones() const { return told_milestones_; }

 private:
  int pick(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }
  bool chance(int of, int in) { return pick(in) < of; }
  Now now() const { return {steady_, 1'767'225'600'000 + steady_ / 1'000'000}; }

  void start() {
    core_ = std::make_unique<SessionCore>(disk_.session, kWorkers);
    review_stored_ = false;
    if (disk_.scanned) {
      for (std::uint32_t n = 1; n <= kPhotos; ++n) core_->restore(photo(n), stored(n));
      core_->restore_milestones(disk_.milestones);
    }
    perform(core_->step(input::Begin{disk_.session.status == SessionStatus::kPaused}, now()));
    if (disk_.scanned) return;
    std::vector<PhotoRef> photos;
    for (std::uint32_t n = 1; n <= kPhotos; ++n) photos.push_back(photo(n));
    disk_.scanned = true;  // the scan is stored as it goes
    perform(core_->step(input::PhotosFound{photos}, now()));
    perform(core_->step(input::ScanEnded{}, now()));
  }

  void crash() {
    core_.reset();
    outside_.clear();
    worker_has_.clear();
    if (disk_.session.status == SessionStatus::kComplete) return;
    if (!disk_.session.total_images) disk_.scanned = false;
    if (disk_.session.status != SessionStatus::kPaused || chance(1, 2))
      disk_.session.status = SessionStatus::kInterrupted;
    disk_.session.total_images = disk_.scanned ? std::optional(kPhotos) : std::nullopt;
  }

  static PhotoRef photo(std::uint32_t n) { return {n, std::to_string(n) + ".jpg", {n, 1, n}}; }

  PhotoState stored(std::uint32_t n) const {
    PhotoState state;
    const auto result = disk_.results.find(n);
    if (result == disk_.results.end()) return state;
    state.judged = true;
    state.own_approved = result->second.decision == Decision::kApproved;
    state.approved = state.own_approved;
    state.issues = rejecting_categories(result->second.findings) & 0xFU;
    const auto copy = disk_.copies.find(n);
    if (copy != disk_.copies.end()) {
      state.staged = copy->second == CopyOutcome::kStaged;
      state.placed = copy->second == CopyOutcome::kPlaced;
    }
    return state;
  }
  // Something happens outside: an answer comes, a worker dies, a copy ends, time passes.
  void happen() {
    steady_ += 1'000'000LL * (1 + pick(300));
    if (chance(1, 20)) return feed(input::Tick{});
    if (chance(1, 100)) return feed(input::PauseAsked{});
    if (chance(1, 3) || outside_.empty()) feed(input::ResumeAsked{});
    if (chance(1, 25)) return feed(input::SetWorkers{static_cast<std::uint32_t>(1 + pick(6))});
    if (chance(1, 60)) return change_settings();
    if (chance(1, 20)) return ask_again(static_cast<std::uint32_t>(1 + pick(kPhotos)));
    if (may_crash_ && chance(1, 600)) return feed(input::StopAsked{});
    if (outside_.empty()) return feed(input::Tick{});
    const auto which = outside_.begin() + pick(static_cast<int>(outside_.size()));
    const Input input = *which;
    outside_.erase(which);
    if (const auto* answered = std::get_if<input::Answered>(&input))
      return worker_acts(answered->worker, answered->result.n);
    if (const auto* copy = std::get_if<input::CopyEnded>(&input)) return copy_ends(*copy);
    feed(input);
  }

  void change_settings() {
    input::ChangeSettings change;
    change.batch_size = static_cast<std::uint32_t>(1 + pick(9));
    if (chance(1, 2)) change.percentage_milestones = {{25, 50, static_cast<unsigned>(pick(100))}};
    if (chance(1, 2)) change.count_milestones = {{static_cast<unsigned>(1 + pick(120)), 100}};
    feed(change);
  }

  void ask_again(std::uint32_t n) {
    if (core_->photos().size() == kPhotos && !core_->why_no_retry(n)) feed(input::RetryAsked{n});
  }

  void worker_acts(std::uint32_t worker, std::uint32_t) {
    auto& has = worker_has_[worker];
    if (has.empty()) return;
    const std::uint32_t n = has.front();  // a worker answers in order
    if (deadly(n)) return die(worker, {WorkerLoss::Kind::kSignal, 11});
    if (chance(1, 40)) return die(worker, {WorkerLoss::Kind::kKilled, 9});
    has.erase(has.begin());
    if (chance(1, 60)) return feed(input::FileChanged{worker, n});
    feed(input::Answered{worker, truth_of(n)});
  }

  void die(std::uint32_t worker, WorkerLoss loss) {
    worker_has_[worker].clear();
    std::erase_if(outside_, [worker](const Input& input) {
      const auto* answered = std::get_if<input::Answered>(&input);
      return answered != nullptr && answered->worker == worker;
    });
    feed(input::WorkerLost{worker, loss});
  }

  void copy_ends(const input::CopyEnded& copy) {
    switch (copy.outcome) {
      case CopyOutcome::kStaged:
        if (chance(1, 30)) return feed(input::CopyEnded{copy.n, CopyOutcome::kChanged, ""});
        disk_.staging.insert(copy.n);
        break;
      case CopyOutcome::kPlaced:
        ASSERT_TRUE(disk_.staging.erase(copy.n) == 1 || disk_.output.count(copy.n) == 1) << copy.n;
        disk_.output.insert(copy.n);
        break;
      case CopyOutcome::kUnstaged:
        disk_.staging.erase(copy.n);
        break;
      default:
        break;
    }
    if (may_crash_ && chance(1, 200))
      crash_now_ = true;  // the coordinator dies before it hears of it
    else
      feed(copy);
  }

  void feed(const Input& input) { perform(core_->step(input, now())); }

  void perform(const Actions& actions) {
    for (const Action& action : actions) {
      std::visit([this](const auto& one) { act(one); }, action);
      if (testing::Test::HasFatalFailure()) return;
    }
  }

  void act(const action::StartWorker& start) {
    outside_.emplace_back(input::WorkerUp{start.worker});
  }
  void act(const action::StopWorkers&) {}
  void act(const action::StopWorker& stop) {
    worker_has_[stop.worker].clear();
    std::erase_if(outside_, [&](const Input& input) {
      const auto* answered = std::get_if<input::Answered>(&input);
      return answered != nullptr && answered->worker == stop.worker;
    });
  }
  void act(const action::Judge& judge) {
    for (const auto& [worker, has] : worker_has_)
      for (const std::uint32_t n : has) ASSERT_NE(n, judge.n) << "with two workers at once";
    worker_has_[judge.worker].push_back(judge.n);
    input::Answered answered{judge.worker, {}};
    answered.result.n = judge.n;
    outside_.emplace_back(std::move(answered));
  }
  void act(const action::Commit& commit) {
    ASSERT_GE(commit.session.processed, disk_.session.processed) << "processed fell";
    disk_.session = commit.session;
    for (const PhotoResult& result : commit.results) {
      disk_.results[result.n] = result;
      disk_.copies.erase(result.n);
    }
    for (const auto& copy : commit.copies) disk_.copies[copy.n] = copy.outcome;
    for (const auto& milestone : commit.milestones) disk_.milestones.push_back(milestone.value);
    EXPECT_EQ(disk_.session.processed, disk_.results.size());
    if (commit.with_review) review_stored_ = true;
    feed(input::Committed{});
  }
  void act(const action::Tell& tell) {
    if (const auto* result = std::get_if<ImageResult>(&tell.event)) {
      EXPECT_EQ(disk_.results.count(result->n), 1U) << "told before it was stored";
    }
    if (const auto* milestone = std::get_if<MilestoneReached>(&tell.event))
      told_milestones_.insert(milestone->value);
    if (std::holds_alternative<ProcessingComplete>(tell.event)) {
      EXPECT_EQ(disk_.session.status, SessionStatus::kComplete) << "told before it was stored";
    }
  }
  void act(const action::Stage& stage) {
    EXPECT_EQ(disk_.results.count(stage.n), 1U) << "copied before its result was stored";
    outside_.emplace_back(input::CopyEnded{stage.n, CopyOutcome::kStaged, ""});
  }
  void act(const action::Place& place) {
    EXPECT_TRUE(review_stored_) << "placed before reviewing was stored";
    outside_.emplace_back(input::CopyEnded{place.n, CopyOutcome::kPlaced, ""});
  }
  void act(const action::Unstage& unstage) {
    outside_.emplace_back(input::CopyEnded{unstage.n, CopyOutcome::kUnstaged, ""});
  }
  void act(const action::Review&) {
    EXPECT_EQ(disk_.results.size(), kPhotos) << "similarity is decided with all photos known";
    input::Reviewed reviewed;
    for (std::uint32_t n = 1; n <= kPhotos; ++n)
      if (copy_of_another(n)) reviewed.rejected.push_back(n);
    feed(reviewed);
  }
  void act(const action::Finish&) {}

  std::mt19937 random_;
  SteadyNs steady_ = 1;
  Disk disk_;
  bool review_stored_ = false;
  bool crash_now_ = false;
  bool may_crash_ = false;
  std::unique_ptr<SessionCore> core_;
  std::vector<Input> outside_;  // what will happen, in any order
  std::map<std::uint32_t, std::vector<std::uint32_t>> worker_has_;
  std::multiset<std::string> told_milestones_;
};

class Simulation : public testing::TestWithParam<unsigned> {};

TEST_P(Simulation, EndsTheSameWhateverHappensOnTheWay) {
  World world(GetParam());
  world.run();
  if (HasFatalFailure()) return;
  const Disk& disk = world.disk();
  ASSERT_EQ(disk.results.size(), kPhotos);
  std::set<std::uint32_t> approved;
  for (std::uint32_t n = 1; n <= kPhotos; ++n) {
    const PhotoResult& result = disk.results.at(n);
    if (deadly(n)) {
      ASSERT_EQ(result.findings.size(), 1U) << n;
      EXPECT_EQ(result.findings[0].code, FindingCode::kDecoderFailed) << n;
    } else {
      EXPECT_EQ(result.findings, truth_of(n).findings) << n;
      if (truth_of(n).decision == Decision::kApproved && !copy_of_another(n)) approved.insert(n);
    }
  }
  EXPECT_EQ(disk.session.processed, kPhotos);
  EXPECT_EQ(disk.session.approved, approved.size());
  EXPECT_EQ(disk.session.rejected, kPhotos - approved.size());
  EXPECT_EQ(disk.output, approved);
  EXPECT_TRUE(disk.staging.empty());
  for (const std::string& value : world.told_milestones())
    EXPECT_EQ(world.told_milestones().count(value), 1U) << value;
}

INSTANTIATE_TEST_SUITE_P(Seeds, Simulation, testing::Range(0U, 200U));

}  // namespace
}  // namespace photosieve
