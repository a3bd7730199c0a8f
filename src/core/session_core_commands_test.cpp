// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/session_core.h"

namespace photosieve {
namespace {

// A core over `photos` photos whose commits are durable at once; what it asks for is kept.
struct CommandsTest : testing::Test {
  void begin(std::uint32_t photos, std::uint32_t workers, bool paused = false) {
    Session session;
    session.id = "s";
    session.settings.percentage_milestones = {50};
    session.settings.count_milestones = {};
    session.settings.batch_size = 2;
    core.emplace(session, workers);
    feed(input::Begin{paused});
    input::PhotosFound found;
    for (std::uint32_t n = 1; n <= photos; ++n)
      found.photos.push_back({n, std::to_string(n) + ".jpg", {n, 1, n}});
    feed(found);
    feed(input::ScanEnded{});
  }
  void feed(const Input& input) {
    for (Action& action : core->step(input, {steady += 1'000'000'000, 0})) {
      if (const auto* commit = std::get_if<action::Commit>(&action)) {
        for (const MilestoneReached& one : commit->milestones) milestones.push_back(one.value);
        feed(input::Committed{});
      } else if (const auto* start = std::get_if<action::StartWorker>(&action)) {
        up.insert(start->worker);
        feed(input::WorkerUp{start->worker});
      } else if (const auto* stop = std::get_if<action::StopWorker>(&action)) {
        up.erase(stop->worker);
        std::erase_if(held, [&](const auto& one) { return one.first == stop->worker; });
      } else if (const auto* judge = std::get_if<action::Judge>(&action)) {
        held.emplace_back(judge->worker, judge->n);
      } else if (const auto* stage = std::get_if<action::Stage>(&action)) {
        staged.push_back(stage->n);
      } else if (const auto* unstage = std::get_if<action::Unstage>(&action)) {
        unstaged.push_back(unstage->n);
      } else if (std::holds_alternative<action::Review>(action)) {
        reviewing = true;
      }
    }
  }
  // The photo that was handed out first is judged.
  void judge(Decision decision) {
    const auto [worker, n] = held.front();
    held.erase(held.begin());
    PhotoResult result;
    result.n = n;
    result.decision = decision;
    if (decision == Decision::kRejected) result.findings.push_back({.code = FindingCode::kNoise});
    feed(input::Answered{worker, result});
    feed(input::Tick{});
  }
  void copied(std::uint32_t n, CopyOutcome outcome) {
    feed(input::CopyEnded{n, outcome, ""});
    feed(input::Tick{});
  }

  std::optional<SessionCore> core;
  SteadyNs steady = 1;
  std::set<std::uint32_t> up;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> held;
  std::vector<std::uint32_t> staged;
  std::vector<std::uint32_t> unstaged;
  std::vector<std::string> milestones;
  bool reviewing = false;
};

TEST_F(CommandsTest, APhotoThatTurnsRejectedIsCountedOnceAndItsCopyUndone) {
  begin(3, 1);
  judge(Decision::kApproved);
  copied(1, CopyOutcome::kStaged);
  EXPECT_EQ(core->why_no_retry(1), std::nullopt);
  feed(input::RetryAsked{1});
  EXPECT_NE(core->why_no_retry(1), std::nullopt) << "it waits to be judged already";
  judge(Decision::kApproved);  // 2
  judge(Decision::kApproved);  // 3
  ASSERT_EQ(held.front().second, 1U);
  judge(Decision::kRejected);
  EXPECT_EQ(core->committed().processed, 3U);
  EXPECT_EQ(core->committed().approved, 2U);
  EXPECT_EQ(core->committed().rejected, 1U);
  EXPECT_EQ(core->committed().issues.quality, 1U);
  EXPECT_EQ(unstaged, std::vector<std::uint32_t>{1});
  copied(1, CopyOutcome::kUnstaged);
  copied(2, CopyOutcome::kStaged);
  EXPECT_FALSE(reviewing) << "a copy is on its way";
  copied(3, CopyOutcome::kStaged);
  EXPECT_TRUE(reviewing);
  EXPECT_NE(core->why_no_retry(2), std::nullopt) << "similarity is being decided";
}

TEST_F(CommandsTest, APhotoJudgedAgainIsCopiedAgain) {
  begin(3, 1);
  judge(Decision::kApproved);
  feed(input::RetryAsked{1});  // while its copy is being made
  copied(1, CopyOutcome::kStaged);
  judge(Decision::kRejected);
  judge(Decision::kRejected);
  ASSERT_EQ(held.front().second, 1U);
  judge(Decision::kApproved);
  EXPECT_EQ(staged, (std::vector<std::uint32_t>{1, 1}));
  EXPECT_TRUE(unstaged.empty());
  EXPECT_EQ(core->committed().approved, 1U);
}

TEST_F(CommandsTest, WorkersBecomeMoreAndFewer) {
  begin(40, 2);
  EXPECT_EQ(up, (std::set<std::uint32_t>{0, 1}));
  feed(input::SetWorkers{4});
  EXPECT_EQ(up.size(), 4U);
  feed(input::SetWorkers{0});
  while (up.size() > 1) judge(Decision::kRejected);
  EXPECT_EQ(up, std::set<std::uint32_t>{0}) << "one is the fewest";
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_EQ(core->committed().processed, 40U);
}

TEST_F(CommandsTest, APausedSessionHoldsNoWorkerAndStaysPausedWhenItsProgramEnds) {
  begin(10, 2);
  feed(input::PauseAsked{});
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_EQ(core->committed().status, SessionStatus::kPaused);
  feed(input::Tick{});
  EXPECT_TRUE(up.empty());
  feed(input::SetWorkers{3});
  EXPECT_TRUE(up.empty());
  feed(input::StopAsked{});
  EXPECT_TRUE(core->over());
  EXPECT_EQ(core->committed().status, SessionStatus::kPaused);
}

TEST_F(CommandsTest, APauseWaitsForTheOnePhotoThatEachWorkerHasInWork) {
  begin(10, 2);
  EXPECT_EQ(held.size(), 4U) << "two with each worker";
  feed(input::PauseAsked{});
  judge(Decision::kRejected);
  judge(Decision::kRejected);
  EXPECT_TRUE(held.empty());
  EXPECT_EQ(core->committed().status, SessionStatus::kPaused);
  EXPECT_EQ(core->committed().processed, 2U);
  feed(input::ResumeAsked{});
  EXPECT_EQ(held.size(), 4U);
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_EQ(core->committed().processed, 10U);
}

TEST_F(CommandsTest, AResumeBeforeThePauseHeldGivesEveryWorkerBack) {
  begin(10, 2);
  feed(input::PauseAsked{});
  judge(Decision::kRejected);
  EXPECT_EQ(up.size(), 1U);
  feed(input::ResumeAsked{});
  EXPECT_EQ(up.size(), 2U);
  EXPECT_EQ(core->committed().status, SessionStatus::kRunning);
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_EQ(core->committed().processed, 10U);
}

TEST_F(CommandsTest, ASessionCanBeginPaused) {
  begin(4, 2, true);
  EXPECT_EQ(core->committed().status, SessionStatus::kPaused);
  EXPECT_TRUE(up.empty());
  EXPECT_TRUE(held.empty());
  feed(input::Tick{});
  EXPECT_LT(core->progress({steady, 0}).elapsed_time, 0.001) << "time stands still";
  feed(input::ResumeAsked{});
  EXPECT_EQ(core->committed().status, SessionStatus::kRunning);
  EXPECT_EQ(up.size(), 2U);
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_TRUE(reviewing);
}

TEST_F(CommandsTest, GoingOnMayJudgeTheLastBatchAgainWithoutCountsFalling) {
  Session session;
  session.id = "s";
  session.status = SessionStatus::kInterrupted;
  session.settings.batch_size = 2;
  session.total_images = 6;
  core.emplace(session, 1);
  for (std::uint32_t n = 1; n <= 6; ++n) {
    // Four are judged: of these the second lies in the output already, and 1 and 4 were approved.
    PhotoState state;
    state.judged = n <= 4;
    state.approved = n == 1 || n == 2 || n == 4;
    state.placed = n == 2;
    core->restore({n, std::to_string(n) + ".jpg", {n, 1, n}}, state);
  }
  ASSERT_EQ(core->committed().processed, 4U);
  feed(input::Begin{.redo = true});
  EXPECT_EQ(core->performance({steady, 0}).current_n, 3U);
  EXPECT_EQ(core->performance({steady, 0}).current_filename, "3.jpg");
  EXPECT_EQ(staged, std::vector<std::uint32_t>{1}) << "what is judged again waits for that";
  std::vector<std::uint32_t> order;
  while (!held.empty()) {
    order.push_back(held.front().second);
    judge(Decision::kApproved);
    EXPECT_GE(core->committed().processed, 4U);
  }
  EXPECT_EQ(order, (std::vector<std::uint32_t>{3, 4, 5, 6}));
  EXPECT_EQ(core->committed().processed, 6U);
  EXPECT_EQ(core->committed().approved, 6U) << "the third is approved now";
  EXPECT_EQ(core->performance({steady, 0}).current_n, std::nullopt);
  EXPECT_EQ(core->performance({steady, 0}).current_filename, "");
}

TEST_F(CommandsTest, GoingOnKnowsAtOnceHowLongTheRestWillTake) {
  Session session;
  session.id = "s";
  session.status = SessionStatus::kInterrupted;
  session.total_images = 200;
  session.elapsed_seconds = 100;
  core.emplace(session, 1);
  for (std::uint32_t n = 1; n <= 200; ++n) {
    PhotoState state;
    state.judged = n <= 100;
    core->restore({n, std::to_string(n) + ".jpg", {1'000'000, 1, n}}, state);
  }
  feed(input::Begin{});
  const auto seconds = core->progress({steady, 0}).eta_seconds;
  ASSERT_TRUE(seconds);
  EXPECT_NEAR(*seconds, 100, 2);
}

TEST_F(CommandsTest, MilestonesThatChangeAreEachToldOnce) {
  begin(10, 1);
  for (int i = 0; i < 5; ++i) judge(Decision::kRejected);
  EXPECT_EQ(milestones, std::vector<std::string>{"50%"});
  input::ChangeSettings change;
  change.percentage_milestones = {{50, 60, 100}};
  change.batch_size = 3;
  feed(change);
  EXPECT_EQ(core->committed().settings.batch_size, 3U);
  while (!held.empty()) judge(Decision::kRejected);
  EXPECT_EQ(milestones, (std::vector<std::string>{"50%", "60%", "100%"}));
}

}  // namespace
}  // namespace photosieve
