// The suite that every Store must pass: included by one test a database.
//
// A test names a fixture type with `static std::string fresh_address()` (an empty database of its
// own) and `static void remove(const std::string& address)`, and instantiates StoreSuite with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "store/store.h"

namespace photosieve {

template <class Database>
class StoreSuite : public testing::Test {
 protected:
  StoreSuite() : address_(Database::fresh_address()) { reopen(); }
  ~StoreSuite() override {
    store_.reset();
    Database::remove(address_);
  }

  void reopen() {
    store_.reset();
    auto opened = open_store(address_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  static Session session_named(const std::string& id, WallMs created = 1000) {
    Session session;
    session.id = id;
    session.name = "holiday";
    session.input_folder = "/in\xff";
    session.output_folder = "/out";
    session.created_at = created;
    return session;
  }
  void create(const Session& session) {
    const auto profile = load_profile("adobe-stock");
    ASSERT_TRUE(profile);
    const auto done = store_->create_session(session, *profile);
    ASSERT_TRUE(done) << done.error().message;
  }
  void add_photos(const std::string& id, std::uint32_t count) {
    std::vector<PhotoRef> photos;
    for (std::uint32_t n = 1; n <= count; ++n)
      photos.push_back({n, "a/\xff" + std::to_string(n) + ".jpg", {n * 100ULL, -5, ~0ULL - n}});
    const auto done = store_->add_photos(id, photos);
    ASSERT_TRUE(done) << done.error().message;
  }
  static PhotoResult result_of(std::uint32_t n, double quality, bool approved) {
    PhotoResult result;
    result.n = n;
    result.identity = {n, 7, n};
    result.format = Format::kJpeg;
    result.width = 6000;
    result.height = 4000;
    result.content = Hash128{n, 1};
    result.fingerprint = Fingerprint{};
    result.fingerprint->variants[2] = {n, 0, 0, 9};
    result.fingerprint->quality = 90;
    result.measures.set(MeasureId::kSharpness, 55.5);
    result.quality = quality;
    result.confidence = 0.5;
    result.elapsed_ms = 12.25;
    result.decision = approved ? Decision::kApproved : Decision::kRejected;
    if (!approved)
      result.findings.push_back({.code = FindingCode::kNoise,
                                 .severity = Severity::kReject,
                                 .score = 9.5,
                                 .threshold = 4.0,
                                 .message = "Noisy",
                                 .region = Region{1, 2, 3, 4}});
    return result;
  }
  Result<> commit(const Session& session, std::vector<PhotoResult> results) {
    Commit commit;
    commit.session = session;
    commit.results = std::move(results);
    return store_->commit(commit);
  }
  std::vector<std::uint32_t> candidates(const std::string& id) {
    std::vector<std::uint32_t> order;
    EXPECT_TRUE(store_->each_candidate(id, [&](const StoredCandidate& candidate) {
      order.push_back(candidate.n);
      return true;
    }));
    return order;
  }
  StoredResult stored(const std::string& id, std::uint32_t n) {
    const auto result = store_->result(id, n);
    EXPECT_TRUE(result && *result) << n;
    return result && *result ? **result : StoredResult{};
  }

  const std::string address_;
  std::unique_ptr<Store> store_;
};

TYPED_TEST_SUITE_P(StoreSuite);

TYPED_TEST_P(StoreSuite, KeepsASessionWholeOverAReopening) {
  Session session = this->session_named("s1");
  session.status = SessionStatus::kPaused;
  session.stage = Stage::kProcessing;
  session.settings.mode = Mode::kSmart;
  session.started_at = 2000;
  session.elapsed_seconds = 12.5;
  session.total_images = 7;
  session.processed = 3;
  session.issues = {1, 2, 3, 4};
  session.error = "it's \"odd\"";
  this->create(session);
  this->reopen();
  const auto found = this->store_->session("s1");
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->input_folder, "/in\xff");
  EXPECT_EQ((*found)->status, SessionStatus::kPaused);
  EXPECT_EQ((*found)->stage, Stage::kProcessing);
  EXPECT_EQ((*found)->settings.mode, Mode::kSmart);
  EXPECT_EQ((*found)->started_at, 2000);
  EXPECT_EQ((*found)->ended_at, std::nullopt);
  EXPECT_EQ((*found)->elapsed_seconds, 12.5);
  EXPECT_EQ((*found)->total_images, 7U);
  EXPECT_EQ((*found)->issues, (IssueCounts{1, 2, 3, 4}));
  EXPECT_EQ((*found)->error, "it's \"odd\"");
  const auto profile = this->store_->profile("s1");
  ASSERT_TRUE(profile);
  EXPECT_EQ(profile->name, "adobe-stock");
}

TYPED_TEST_P(StoreSuite, ListsSessionsNewestFirstAndFindsThemByFolders) {
  this->create(this->session_named("old", 1000));
  this->create(this->session_named("new", 3000));
  Session other = this->session_named("other", 2000);
  other.output_folder = "/elsewhere";
  this->create(other);
  const auto all = this->store_->sessions();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].id, "new");
  EXPECT_EQ((*all)[2].id, "old");
  EXPECT_EQ((*this->store_->newest_session("/in\xff", "/out"))->id, "new");
  EXPECT_EQ(*this->store_->newest_session("/in", "/out") == std::nullopt, true);
}

TYPED_TEST_P(StoreSuite, AnUnknownSessionIsNothingAndNoError) {
  EXPECT_FALSE(*this->store_->session("nope"));
  EXPECT_FALSE(this->store_->profile("nope"));
  EXPECT_FALSE(*this->store_->result("nope", 1));
  EXPECT_TRUE(this->candidates("nope").empty());
  EXPECT_TRUE(this->store_->milestones("nope")->empty());
}

TYPED_TEST_P(StoreSuite, AResultComesBackAsItWas) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 2);
  PhotoResult before = this->result_of(2, 40, false);
  ASSERT_TRUE(this->commit(session, {before}));
  this->reopen();
  const StoredResult after = this->stored("s", 2);
  EXPECT_EQ(after.path,
            "a/\xff"
            "2.jpg");
  EXPECT_EQ(after.result.identity, before.identity);
  EXPECT_EQ(after.result.width, 6000U);
  EXPECT_EQ(after.result.content, before.content);
  EXPECT_EQ(after.result.fingerprint, before.fingerprint);
  EXPECT_EQ(after.result.measures, before.measures);
  EXPECT_EQ(after.result.findings, before.findings);
  EXPECT_EQ(after.result.decision, Decision::kRejected);
  EXPECT_EQ(after.result.quality, 40);
  EXPECT_FALSE(*this->store_->result("s", 1)) << "not judged yet";
}

TYPED_TEST_P(StoreSuite, ACommitOfAPhotoThatIsNotThereChangesNothingAtAll) {
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 1);
  session.processed = 2;
  EXPECT_FALSE(this->commit(session, {this->result_of(1, 1, true), this->result_of(2, 1, true)}));
  EXPECT_FALSE(*this->store_->result("s", 1));
  EXPECT_EQ((*this->store_->session("s"))->processed, 0U);
}

TYPED_TEST_P(StoreSuite, AReplacedResultForgetsTheFirstAndItsCopy) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 1);
  Commit first;
  first.session = session;
  first.results = {this->result_of(1, 40, false)};
  first.copies = {{1, CopyState::kStaged, ""}};
  ASSERT_TRUE(this->store_->commit(first));
  EXPECT_EQ(this->stored("s", 1).copy, CopyState::kStaged);
  ASSERT_TRUE(this->commit(session, {this->result_of(1, 50, true)}));
  const StoredResult now = this->stored("s", 1);
  EXPECT_TRUE(now.result.findings.empty());
  EXPECT_EQ(now.copy, CopyState::kNone);
  EXPECT_TRUE(this->store_->code_counts("s")->empty());
}

TYPED_TEST_P(StoreSuite, CandidatesComeBestFirst) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 5);
  ASSERT_TRUE(this->commit(session, {this->result_of(1, 10, true), this->result_of(2, 90, false),
                                     this->result_of(3, 50, true), this->result_of(4, 50, true)}));
  EXPECT_EQ(this->candidates("s"), (std::vector<std::uint32_t>{3, 4, 1, 2}));
}

TYPED_TEST_P(StoreSuite, ReviewingCanBeDoneTwiceAndTheSecondCounts) {
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 3);
  ASSERT_TRUE(this->commit(session, {this->result_of(1, 10, true), this->result_of(2, 20, true),
                                     this->result_of(3, 30, false)}));
  const Finding copy{.code = FindingCode::kNearCopy,
                     .severity = Severity::kReject,
                     .score = 3,
                     .threshold = 31,
                     .message = "A copy of photo 2"};
  session.approved = 1;
  const std::vector<ReviewOutcome> outcomes{{1, 2, copy}, {3, 2, copy}, {2, 2, std::nullopt}};
  ASSERT_TRUE(this->store_->save_review(session, outcomes));
  EXPECT_EQ(this->stored("s", 1).result.decision, Decision::kRejected);
  EXPECT_EQ(this->stored("s", 1).group, 2U);
  EXPECT_EQ(this->stored("s", 2).result.decision, Decision::kApproved);
  EXPECT_EQ(this->stored("s", 2).group, 2U);
  const StoredResult third = this->stored("s", 3);
  ASSERT_EQ(third.result.findings.size(), 2U) << "all reasons, its own and reviewing's";
  EXPECT_EQ(third.result.findings[0].code, FindingCode::kNoise);
  EXPECT_EQ(third.result.findings[1].code, FindingCode::kNearCopy);
  const auto counts = this->store_->code_counts("s");
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].code, FindingCode::kNoise);
  EXPECT_EQ((*counts)[1].photos, 2U);
  std::vector<Decision> own;
  ASSERT_TRUE(this->store_->each_photo("s", [&](const StoredPhoto& photo) {
    own.push_back(photo.own_decision);
    return true;
  }));
  EXPECT_EQ(own[0], Decision::kApproved) << "its own decision is kept";

  ASSERT_TRUE(this->store_->save_review(session, {}));
  EXPECT_EQ(this->stored("s", 1).result.decision, Decision::kApproved);
  EXPECT_EQ(this->stored("s", 1).group, 0U);
  EXPECT_EQ(this->stored("s", 3).result.decision, Decision::kRejected);
  EXPECT_EQ(this->store_->code_counts("s")->size(), 1U);
}

TYPED_TEST_P(StoreSuite, KnowsWhatWasLastPlacedWhere) {
  for (const auto& [id, created, content] :
       {std::tuple{"old", 1000, 1}, std::tuple{"new", 2000, 2}}) {
    const Session session = this->session_named(id, created);
    this->create(session);
    this->add_photos(id, 2);
    Commit commit;
    commit.session = session;
    commit.results = {this->result_of(1, 1, true), this->result_of(2, 1, true)};
    commit.results[0].content = Hash128{static_cast<std::uint64_t>(content), 0};
    commit.copies = {{1, CopyState::kPlaced, ""}, {2, CopyState::kStaged, ""}};
    ASSERT_TRUE(this->store_->commit(commit));
  }
  EXPECT_EQ(*this->store_->placed_content("/out",
                                          "a/\xff"
                                          "1.jpg"),
            (Hash128{2, 0}));
  EXPECT_FALSE(*this->store_->placed_content("/out",
                                             "a/\xff"
                                             "2.jpg"))
      << "only staged";
  EXPECT_FALSE(*this->store_->placed_content("/elsewhere",
                                             "a/\xff"
                                             "1.jpg"));
  EXPECT_EQ(*this->store_->content("old", 1), (Hash128{1, 0}));
  EXPECT_FALSE(*this->store_->content("old", 77));
}

TYPED_TEST_P(StoreSuite, PhotosComeBackInOrderWithTheirState) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 3);
  Commit commit;
  commit.session = session;
  commit.results = {this->result_of(2, 10, false)};
  commit.copies = {{3, CopyState::kFailed, "no room"}};
  ASSERT_TRUE(this->store_->commit(commit));
  std::vector<StoredPhoto> photos;
  ASSERT_TRUE(this->store_->each_photo("s", [&](const StoredPhoto& photo) {
    photos.push_back(photo);
    return true;
  }));
  ASSERT_EQ(photos.size(), 3U);
  EXPECT_FALSE(photos[0].judged);
  EXPECT_EQ(photos[0].ref.path,
            "a/\xff"
            "1.jpg");
  EXPECT_EQ(photos[0].ref.identity, (FileIdentity{100, -5, ~0ULL - 1}));
  EXPECT_TRUE(photos[1].judged);
  EXPECT_EQ(photos[1].own_issues, 1U << static_cast<unsigned>(Category::kQuality));
  EXPECT_EQ(photos[2].copy, CopyState::kFailed);
  int seen = 0;
  ASSERT_TRUE(this->store_->each_photo("s", [&](const StoredPhoto&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2) << "a stream can be ended";
}

TYPED_TEST_P(StoreSuite, KeepsSkippedFilesMilestonesAndErrors) {
  const Session session = this->session_named("s");
  this->create(session);
  const std::vector<SkippedFile> files{{"b\xff.nef", SkipReason::kRaw, ""},
                                       {"a.nef", SkipReason::kRaw, ""},
                                       {"link", SkipReason::kLink, "leads out"}};
  ASSERT_TRUE(this->store_->add_skipped("s", files));
  Commit commit;
  commit.session = session;
  commit.milestones = {{MilestoneType::kPercentage, "25%", 5, 20, 1234, {.cpu_usage = 50.0}},
                       {MilestoneType::kPercentage, "25%", 6, 20, 1235, {}}};
  commit.errors = {{"worker", "A worker died", 3, true, 99}};
  ASSERT_TRUE(this->store_->commit(commit));
  this->reopen();
  const auto counts = this->store_->skipped_counts("s");
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].files, 2U);
  std::vector<std::string> paths;
  ASSERT_TRUE(this->store_->each_skipped("s", [&](const SkippedFile& file) {
    paths.push_back(file.path);
    return true;
  }));
  EXPECT_EQ(paths, (std::vector<std::string>{"a.nef", "b\xff.nef", "link"}));
  const auto milestones = this->store_->milestones("s");
  ASSERT_TRUE(milestones);
  ASSERT_EQ(milestones->size(), 1U) << "each once a session";
  EXPECT_EQ((*milestones)[0].snapshot.cpu_usage, 50.0);
  EXPECT_EQ((*milestones)[0].current_progress, 5U);
  const auto errors = this->store_->errors("s");
  ASSERT_EQ(errors->size(), 1U);
  EXPECT_EQ((*errors)[0].message, "A worker died");
}

TYPED_TEST_P(StoreSuite, AScanThatDidNotEndIsForgotten) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 3);
  ASSERT_TRUE(this->commit(session, {this->result_of(1, 1, false)}));
  ASSERT_TRUE(this->store_->clear_scan("s"));
  this->add_photos("s", 2);
  int seen = 0;
  ASSERT_TRUE(this->store_->each_photo("s", [&](const StoredPhoto&) { return ++seen > 0; }));
  EXPECT_EQ(seen, 2);
}

TYPED_TEST_P(StoreSuite, AReaderSeesWhatWasCommittedBeforeItsCall) {
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
TYPED_TEST_P(StoreSuite, WhatWasAcknowledgedSurvivesAKill) {
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

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, KeepsASessionWholeOverAReopening,
                            ListsSessionsNewestFirstAndFindsThemByFolders,
                            AnUnknownSessionIsNothingAndNoError, AResultComesBackAsItWas,
                            ACommitOfAPhotoThatIsNotThereChangesNothingAtAll,
                            AReplacedResultForgetsTheFirstAndItsCopy, CandidatesComeBestFirst,
                            ReviewingCanBeDoneTwiceAndTheSecondCounts, KnowsWhatWasLastPlacedWhere,
                            PhotosComeBackInOrderWithTheirState,
                            KeepsSkippedFilesMilestonesAndErrors, AScanThatDidNotEndIsForgotten,
                            AReaderSeesWhatWasCommittedBeforeItsCall,
                            WhatWasAcknowledgedSurvivesAKill);

}  // namespace photosieve
