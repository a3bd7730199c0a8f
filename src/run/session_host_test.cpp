// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_host.h"

#include <thread>

#include "run/host_fixture.h"

namespace photosieve {
namespace {

class SessionHostTest : public HostFixture {};

TEST_F(SessionHostTest, SeveralSessionsRunAtOnceEachToItsOwnEnd) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    const auto session = start(folder("photos" + std::to_string(i), 20 + i));
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_EQ(session->status, SessionStatus::kRunning);
    ids.push_back(session->id);
  }
  for (int i = 0; i < 5; ++i) {
    const Session done = once(ids[static_cast<std::size_t>(i)], SessionStatus::kComplete);
    EXPECT_EQ(done.status, SessionStatus::kComplete);
    EXPECT_EQ(done.processed, 20U + static_cast<unsigned>(i));
    EXPECT_EQ(done.rejected, done.processed);
  }
}

TEST_F(SessionHostTest, CommandsFromManyThreadsAreEachAnsweredWithTheTruth) {
  const auto session = start(folder("photos", 400));
  ASSERT_TRUE(session);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      const auto what = i % 2 == 0 ? SessionCommand::kPause : SessionCommand::kResume;
      for (int turn = 0; turn < 8; ++turn) {
        const auto answer = command(session->id, what);
        if (answer)
          EXPECT_EQ(answer->status, i % 2 == 0 ? SessionStatus::kPaused : SessionStatus::kRunning);
        else
          EXPECT_EQ(answer.error().code, CommandCode::kWrongState) << answer.error().message;
      }
    });
  for (std::thread& thread : threads) thread.join();
  (void)command(session->id, SessionCommand::kResume);
  EXPECT_EQ(once(session->id, SessionStatus::kComplete).processed, 400U);
  const auto late = command(session->id, SessionCommand::kCancel);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, CommandCode::kWrongState);
  while (!host_->idle()) std::this_thread::yield();
  EXPECT_FALSE(hub_.latest(session->id)) << "an ended session is forgotten";
}

TEST_F(SessionHostTest, TheSameFolderIsNotBegunTwiceAtOnce) {
  const std::string input = folder("photos", 300);
  std::atomic<int> started{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto session = start(input);
      if (session)
        ++started;
      else
        EXPECT_EQ(session.error().code, CommandCode::kWrongState) << session.error().message;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(started, 1);
}

TEST_F(SessionHostTest, AnEndingHostLeavesPausedSessionsPausedAndOthersToBeResumed) {
  const auto paused = start(folder("paused", 300));
  ASSERT_TRUE(command(paused->id, SessionCommand::kPause));
  const auto running = start(folder("running", 2000));
  ASSERT_TRUE(running);
  host_->stop();
  EXPECT_EQ(start(folder("late", 1)).error().code, CommandCode::kNotAllowed);
  EXPECT_TRUE(host_->idle());
  EXPECT_EQ((*store()->session(paused->id))->status, SessionStatus::kPaused);
  EXPECT_EQ((*store()->session(running->id))->status, SessionStatus::kInterrupted);

  begin();
  ASSERT_TRUE(host_->adopt());
  EXPECT_FALSE(host_->idle()) << "the paused one is this host's now";
  EXPECT_EQ((*store()->session(paused->id))->status, SessionStatus::kPaused);
  const auto refused = start(root_ + "/running");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, CommandCode::kWrongState);
  EXPECT_NE(refused.error().message.find(running->id), std::string::npos)
      << refused.error().message;
  for (const std::string& id : {paused->id, running->id}) {
    const auto resumed = command(id, SessionCommand::kResume);
    ASSERT_TRUE(resumed) << resumed.error().message;
    EXPECT_EQ(once(id, SessionStatus::kComplete).status, SessionStatus::kComplete);
  }
}

TEST_F(SessionHostTest, BeginningAnewCancelsWhatWasInterrupted) {
  const std::string input = folder("photos", 2000);
  const auto first = start(input);
  ASSERT_TRUE(first);
  host_->stop();
  begin();
  const auto second = start(input, true);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_NE(second->id, first->id);
  EXPECT_EQ((*store()->session(first->id))->status, SessionStatus::kCancelled);
  EXPECT_TRUE(command(second->id, SessionCommand::kCancel));
}

TEST_F(SessionHostTest, AnInterruptedSessionGoesOnAndJudgesItsLastBatchAgain) {
  const auto session = start(folder("photos", 2000));
  ASSERT_TRUE(session);
  const auto redo = [&](const std::string& id) {
    return wait_for<Session>(
        [&](SessionDone done) { host_->resume_and_redo(id, std::move(done)); });
  };
  const auto running = redo(session->id);
  ASSERT_FALSE(running);
  EXPECT_EQ(running.error().code, CommandCode::kWrongState) << running.error().message;
  EXPECT_EQ(redo("nobody").error().code, CommandCode::kUnknownSession);
  host_->stop();
  begin();
  const std::uint32_t before = (*store()->session(session->id))->processed;
  const auto resumed = redo(session->id);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_EQ(resumed->status, SessionStatus::kRunning);
  EXPECT_GE(resumed->processed, before);
  EXPECT_EQ(once(session->id, SessionStatus::kComplete).processed, 2000U);
  EXPECT_EQ(redo(session->id).error().code, CommandCode::kWrongState);
}

TEST_F(SessionHostTest, WhatCannotBeIsRefusedWithItsCode) {
  EXPECT_EQ(start(root_ + "/nothing").error().code, CommandCode::kInvalidPayload);
  const auto nobody = [&](const Asked<Session>& answer) {
    return !answer && answer.error().code == CommandCode::kUnknownSession;
  };
  EXPECT_TRUE(nobody(command("nobody", SessionCommand::kPause)));
  SettingsChange change;
  EXPECT_EQ(
      wait_for<Session>([&](SessionDone done) { host_->change("nobody", change, std::move(done)); })
          .error()
          .code,
      CommandCode::kInvalidPayload)
      << "nothing to change";
  change.workers = 1;
  EXPECT_TRUE(nobody(wait_for<Session>(
      [&](SessionDone done) { host_->change("nobody", change, std::move(done)); })));
  EXPECT_TRUE(nobody(
      wait_for<Session>([&](SessionDone done) { host_->retry("nobody", 1, std::move(done)); })));
  const auto session = start(folder("photos", 2));
  ASSERT_TRUE(session);
  (void)once(session->id, SessionStatus::kComplete);
  const auto retried =
      wait_for<Session>([&](SessionDone done) { host_->retry(session->id, 1, std::move(done)); });
  EXPECT_EQ(retried.error().code, CommandCode::kWrongState);
  const auto thumbnail = [&](std::uint32_t n, std::uint32_t width) {
    return wait_for<std::vector<std::uint8_t>>(
               [&](auto done) { host_->thumbnail(session->id, n, width, std::move(done)); })
        .error()
        .code;
  };
  EXPECT_EQ(thumbnail(1, 100), CommandCode::kWrongState) << "it is no picture";
  EXPECT_EQ(thumbnail(3, 100), CommandCode::kInvalidPayload) << "there is no such photo";
  EXPECT_EQ(thumbnail(1, 5), CommandCode::kInvalidPayload) << "nor such a width";
}

TEST_F(SessionHostTest, SettingsChangeAndPhotosAreJudgedAgainWhileItRuns) {
  const auto session = start(folder("photos", 3000));
  ASSERT_TRUE(session);
  SettingsChange change;
  change.workers = 1;
  change.batch_size = 2;
  const auto changed = wait_for<Session>(
      [&](SessionDone done) { host_->change(session->id, change, std::move(done)); });
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->settings.workers, 1U);
  EXPECT_EQ((*store()->session(session->id))->settings.batch_size, 2U) << "it is stored";
  Asked<Session> retried = tl::unexpected(CommandError{});
  for (int i = 0; i < 3000 && !retried; ++i) {  // until the first photo is judged
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    retried =
        wait_for<Session>([&](SessionDone done) { host_->retry(session->id, 1, std::move(done)); });
  }
  EXPECT_TRUE(retried) << retried.error().message;
  EXPECT_TRUE(command(session->id, SessionCommand::kCancel));
}

TEST_F(SessionHostTest, ADryRunSaysWhatAStartWouldDoAndMakesNothing) {
  const std::string input = folder("photos", 7);
  std::ofstream(input + "/notes.txt") << "text";
  const auto ask = [&](const std::string& output) {
    StartRequest request;
    request.input = input;
    request.output = output;
    return wait_for<DryRun>([&](auto done) { host_->dry_run(request, std::move(done)); });
  };
  const auto run = ask("");
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->photos, 7U);
  EXPECT_GT(run->bytes, 70U);
  EXPECT_EQ(run->needed_bytes, run->bytes);
  EXPECT_GT(run->free_bytes, 0U);
  ASSERT_EQ(run->skipped.size(), 1U);
  EXPECT_EQ(run->skipped[0].reason, SkipReason::kNotAPhoto);
  EXPECT_EQ(run->output, input + "_processed");
  EXPECT_TRUE(run->could_start && run->conflicts.empty());
  EXPECT_FALSE(std::filesystem::exists(run->output));
  EXPECT_FALSE(ask(input + "/deeper")->could_start);
  EXPECT_FALSE(ask(root_)->could_start);
  std::filesystem::create_directory(root_ + "/full");
  std::ofstream(root_ + "/full/1000.jpg") << "another";
  const auto full = ask(root_ + "/full");
  EXPECT_TRUE(full->could_start);
  EXPECT_EQ(full->conflicts.size(), 1U);
  EXPECT_TRUE(store()->sessions()->empty());
}

}  // namespace
}  // namespace photosieve
