// The suite that every Store must pass: what is written is read back as it was.
//
// A test a database names its StoreFixture's Database and instantiates StoreSuite with it; the
// other half is StoreSafetySuite.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreSuite : public StoreFixture<Database> {};

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
  session.peak_memory_mb = 123.5;
  session.avg_gpu_usage = 12.5;
  session.batches = 7;
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
  EXPECT_EQ((*found)->peak_memory_mb, 123.5);
  EXPECT_EQ((*found)->avg_gpu_usage, 12.5);
  EXPECT_EQ((*found)->batches, 7U);
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
  Session ended = (*all)[2];
  ended.status = SessionStatus::kComplete;
  ASSERT_TRUE(this->store_->save_session(ended));
  const auto not_ended = this->store_->sessions_not_ended();
  ASSERT_EQ(not_ended->size(), 2U);
  EXPECT_EQ((*not_ended)[1].id, "other");
  EXPECT_EQ(*this->store_->newest_session("/in", "/out") == std::nullopt, true);
}

TYPED_TEST_P(StoreSuite, AnUnknownSessionIsNothingAndNoError) {
  EXPECT_FALSE(*this->store_->session("nope"));
  EXPECT_FALSE(this->store_->profile("nope"));
  EXPECT_FALSE(*this->store_->result("nope", 1));
  EXPECT_TRUE(this->candidates("nope").empty());
  EXPECT_TRUE(this->store_->milestones("nope")->empty());
}

TYPED_TEST_P(StoreSuite, MilestonesComeInTheOrderInWhichTheyWereReached) {
  const Session session = this->session_named("s");
  this->create(session);
  Commit commit;
  commit.session = session;
  for (const char* value : {"100_images", "500_images", "1000_images"})
    commit.milestones.push_back({MilestoneType::kCount, value, 1000, 2000, 77, {}});
  commit.milestones.push_back({MilestoneType::kPercentage, "25%", 1000, 2000, 77, {}});
  ASSERT_TRUE(this->store_->commit(commit));
  commit.milestones = {{MilestoneType::kPercentage, "50%", 1000, 2000, 50, {}}};
  ASSERT_TRUE(this->store_->commit(commit)) << "a clock that was set back changes no order";
  std::vector<std::string> values;
  const auto milestones = this->store_->milestones("s");
  ASSERT_TRUE(milestones);
  for (const StoredMilestone& one : *milestones) values.push_back(one.value);
  EXPECT_EQ(values,
            (std::vector<std::string>{"100_images", "500_images", "1000_images", "25%", "50%"}));
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

TYPED_TEST_P(StoreSuite, CandidatesHaveWhatIsComparedOfTheirNewestResult) {
  const Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 4);
  PhotoResult taken = this->result_of(1, 30, true);
  taken.metadata.emplace();
  taken.metadata->camera_make = "NIKON CORPORATION";
  taken.metadata->camera_model = "NIKON D850";
  taken.metadata->taken_at = "2026-01-31T09:15:02";
  PhotoResult before = this->result_of(2, 20, true);
  before.local_features->places.clear();
  ASSERT_TRUE(this->commit(
      session, {taken, before, this->result_of(3, 10, true), this->result_of(4, 5, true)}));
  PhotoResult without = this->result_of(3, 10, true);
  without.local_features.reset();
  ASSERT_TRUE(
      this->commit(session, {this->result_of(2, 20, true), without, this->result_of(4, 5, false)}));
  this->reopen();
  std::vector<StoredCandidate> all;
  ASSERT_TRUE(this->store_->each_candidate("s", [&](const StoredCandidate& candidate) {
    all.push_back(candidate);
    return true;
  }));
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].local_features, taken.local_features);
  EXPECT_EQ(all[0].camera, "NIKON D850");
  EXPECT_EQ(all[0].taken_at, "2026-01-31T09:15:02");
  EXPECT_EQ(all[1].local_features, this->result_of(2, 20, true).local_features);
  EXPECT_EQ(all[1].camera, "");
  EXPECT_FALSE(all[2].local_features) << "of an earlier result";
  EXPECT_FALSE(all[3].local_features) << "rejected meanwhile";
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

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, KeepsASessionWholeOverAReopening,
                            ListsSessionsNewestFirstAndFindsThemByFolders,
                            AnUnknownSessionIsNothingAndNoError,
                            MilestonesComeInTheOrderInWhichTheyWereReached, AResultComesBackAsItWas,
                            AReplacedResultForgetsTheFirstAndItsCopy, CandidatesComeBestFirst,
                            CandidatesHaveWhatIsComparedOfTheirNewestResult,
                            ReviewingCanBeDoneTwiceAndTheSecondCounts, KnowsWhatWasLastPlacedWhere,
                            PhotosComeBackInOrderWithTheirState,
                            KeepsSkippedFilesMilestonesAndErrors, AScanThatDidNotEndIsForgotten);

}  // namespace photosieve
