// The suite that every Store must pass, second half: all or nothing, whoever else is there.
//
// Refusals, several connections and processes at once, and a kill at any moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreSafetySuite : public StoreFixture<Database> {};

TYPED_TEST_SUITE_P(StoreSafetySuite);

TYPED_TEST_P(StoreSafetySuite, WritingOfWhatIsNotThereIsAnErrorAndChangesNothing) {
  const Session unknown = this->session_named("nope");
  EXPECT_FALSE(this->store_->save_session(unknown));
  EXPECT_FALSE(this->commit(unknown, {}));
  EXPECT_FALSE(this->store_->save_review(unknown, {}));
  EXPECT_FALSE(this->store_->add_photos("nope", std::vector<PhotoRef>{{1, "a.jpg", {}}}));
  EXPECT_FALSE(this->store_->add_skipped("nope", std::vector<SkippedFile>{{"a"}}));
  EXPECT_TRUE(this->store_->sessions()->empty());

  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 1);
  session.processed = 9;
  Commit copy;
  copy.session = session;
  copy.copies = {{7, CopyState::kStaged, ""}};
  EXPECT_FALSE(this->store_->commit(copy));
  const std::vector<ReviewOutcome> of_unjudged{{1, 1, std::nullopt}};
  EXPECT_FALSE(this->store_->save_review(session, of_unjudged));
  EXPECT_EQ((*this->store_->session("s"))->processed, 0U);
  EXPECT_FALSE(this->store_->create_session(session, *load_profile("generic"))) << "twice";
}

TYPED_TEST_P(StoreSafetySuite, APhotoIsAddedOnceAndAGroupWholeOrNotAtAll) {
  this->create(this->session_named("s"));
  this->add_photos("s", 2);
  const std::vector<PhotoRef> again{{3, "c.jpg", {}}, {2, "b.jpg", {}}};
  EXPECT_FALSE(this->store_->add_photos("s", again));
  EXPECT_TRUE(this->store_->add_photos("s", {})) << "none is no error";
  int seen = 0;
  ASSERT_TRUE(this->store_->each_photo("s", [&](const StoredPhoto&) { return ++seen > 0; }));
  EXPECT_EQ(seen, 2);
}

TYPED_TEST_P(StoreSafetySuite, AStreamGoesOnWhileAnotherConnectionWrites) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 300);
  auto reader = open_store(this->address_);
  ASSERT_TRUE(reader);
  int seen = 0;
  int judged = 0;
  Result<> committed = fail(ErrorKind::kFatal, "not tried");
  ASSERT_TRUE((*reader)->each_photo("s", [&](const StoredPhoto& photo) {
    judged += photo.judged ? 1 : 0;
    if (++seen == 10) committed = this->commit(session, {this->result_of(200, 1, true)});
    return true;
  }));
  EXPECT_TRUE(committed);
  EXPECT_EQ(seen, 300);
  EXPECT_EQ(judged, 0) << "what was committed before the call began";
}

// Several processes start at once over a database that is not there yet.
TYPED_TEST_P(StoreSafetySuite, ManyMayMakeItAtOnce) {
  this->store_.reset();
  TypeParam::remove(this->address_);
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = open_store(this->address_);
      const auto session = this->session_named("s" + std::to_string(i));
      const bool fine = store && (*store)->create_session(session, *load_profile("generic"));
      ::_exit(fine ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  this->reopen();
  EXPECT_EQ(this->store_->sessions()->size(), 6U);
}

TYPED_TEST_P(StoreSafetySuite, ACommitOfAPhotoThatIsNotThereChangesNothingAtAll) {
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 1);
  session.processed = 2;
  EXPECT_FALSE(this->commit(session, {this->result_of(1, 1, true), this->result_of(2, 1, true)}));
  EXPECT_FALSE(*this->store_->result("s", 1));
  EXPECT_EQ((*this->store_->session("s"))->processed, 0U);
}

TYPED_TEST_P(StoreSafetySuite, AReaderSeesWhatWasCommittedBeforeItsCall) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 1);
  auto reader = open_store(this->address_);
  ASSERT_TRUE(reader);
  EXPECT_FALSE(*(*reader)->result("s", 1));
  ASSERT_TRUE(this->commit(session, {this->result_of(1, 1, true)}));
  EXPECT_TRUE(*(*reader)->result("s", 1));
}

// A child commits in a loop and says over a pipe what was acknowledged; it is killed at some
// moment, and everything it said must be there.
// A database that was just made is read by another process, which opens and closes it again and
// again, while it is written. The reader is forked before anything is open here: a child shares
// its parent's idea of who holds which lock.
TYPED_TEST_P(StoreSafetySuite, AProcessThatComesAndGoesSeesEachCommitAndTakesNothingAway) {
  this->store_.reset();
  TypeParam::remove(this->address_);
  int asks[2];
  int answers[2];
  ASSERT_EQ(::pipe(asks), 0);
  ASSERT_EQ(::pipe(answers), 0);
  const pid_t reader = ::fork();
  ASSERT_GE(reader, 0);
  if (reader == 0) {
    ::close(asks[1]);
    std::uint32_t n = 0;
    while (::read(asks[0], &n, sizeof n) == sizeof n) {
      const auto store = open_store(this->address_);
      const auto seen = store ? (*store)->session("s") : Result<std::optional<Session>>{};
      const bool right = store && seen && *seen && (*seen)->processed == n;
      if (::write(answers[1], &right, sizeof right) != sizeof right) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(asks[0]);
  this->reopen();
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 20);
  for (std::uint32_t n = 1; n <= 20; ++n) {
    session.processed = n;
    ASSERT_TRUE(this->commit(session, {this->result_of(n, 1, true)}));
    bool right = false;
    ASSERT_EQ(::write(asks[1], &n, sizeof n), static_cast<ssize_t>(sizeof n));
    ASSERT_EQ(::read(answers[0], &right, sizeof right), static_cast<ssize_t>(sizeof right));
    ASSERT_TRUE(right) << "commit " << n << " was not seen";
  }
  ::close(asks[1]);
  int status = 0;
  EXPECT_EQ(::waitpid(reader, &status, 0), reader);
  EXPECT_EQ(status, 0);
  ::close(answers[0]);
  ::close(answers[1]);
}

TYPED_TEST_P(StoreSafetySuite, WhatWasAcknowledgedSurvivesAKill) {
  constexpr std::uint32_t kPhotos = 2000;
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", kPhotos);
  this->store_.reset();
  int pipe_fds[2];
  ASSERT_EQ(::pipe(pipe_fds), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto store = open_store(this->address_);
    if (!store) ::_exit(1);
    for (std::uint32_t n = 1; n <= kPhotos; ++n) {
      Commit commit;
      commit.session = session;
      commit.session.processed = n;
      commit.results = {this->result_of(n, 1, true)};
      if (!(*store)->commit(commit)) ::_exit(1);
      if (::write(pipe_fds[1], &n, sizeof n) != sizeof n) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(pipe_fds[1]);
  std::uint32_t acknowledged = 0;
  std::uint32_t n = 0;
  while (::read(pipe_fds[0], &n, sizeof n) == sizeof n) {
    acknowledged = n;
    if (n == 57) ::kill(child, SIGKILL);
  }
  ::close(pipe_fds[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_GE(acknowledged, 57U);
  this->reopen();
  const auto found = this->store_->session("s");
  ASSERT_TRUE(found && *found);
  EXPECT_GE((*found)->processed, acknowledged);
  EXPECT_TRUE(*this->store_->result("s", acknowledged));
  std::uint32_t results = 0;
  ASSERT_TRUE(this->store_->each_result("s", [&](const StoredResult&) { return ++results > 0; }));
  EXPECT_EQ(results, (*found)->processed) << "result and count in one commit";
}

REGISTER_TYPED_TEST_SUITE_P(StoreSafetySuite, WritingOfWhatIsNotThereIsAnErrorAndChangesNothing,
                            APhotoIsAddedOnceAndAGroupWholeOrNotAtAll,
                            AStreamGoesOnWhileAnotherConnectionWrites, ManyMayMakeItAtOnce,
                            ACommitOfAPhotoThatIsNotThereChangesNothingAtAll,
                            AReaderSeesWhatWasCommittedBeforeItsCall,
                            AProcessThatComesAndGoesSeesEachCommitAndTakesNothingAway,
                            WhatWasAcknowledgedSurvivesAKill);

}  // namespace photosieve
