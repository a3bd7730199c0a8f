// The suite that every Store must pass, third part: pages, filters and orders over what is stored.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreQuerySuite : public StoreFixture<Database> {
 protected:
  // Six photos; five are judged. 1 and 4 approved; 3 and 5 have no sharpness.
  void fill() {
    const Session session = this->session_named("s");
    this->create(session);
    const std::vector<PhotoRef> photos{{1, "a%b/One.JPG", {}},    {2, "a%b/deep/two.jpg", {}},
                                       {3, "a%bc/three.jpg", {}}, {4, "a\xff/four_100%.jpg", {}},
                                       {5, "five.jpg", {}},       {6, "six.jpg", {}}};
    ASSERT_TRUE(this->store_->add_photos("s", photos));
    std::vector<PhotoResult> results;
    for (std::uint32_t n = 1; n <= 5; ++n) {
      PhotoResult result = this->result_of(n, n == 4 ? 10 : n * 10.0, n == 1 || n == 4);
      result.identity.bytes = 1000 - n;
      result.measures = {};
      if (n != 3 && n != 5) result.measures.set(MeasureId::kSharpness, n == 4 ? 70.125 : 50.0);
      results.push_back(result);
    }
    results[4].findings[0].severity = Severity::kWarn;
    results[4].findings.push_back({.code = FindingCode::kResolutionTooLow, .message = "Small"});
    ASSERT_TRUE(this->commit(session, std::move(results)));
  }
  [[nodiscard]] std::vector<std::uint32_t> matching(const ImageFilter& filter) {
    const auto page = this->store_->image_page("s", filter, {}, std::nullopt, 100);
    EXPECT_TRUE(page) << page.error().message;
    std::vector<std::uint32_t> numbers;
    if (page)
      for (const auto& one : *page) numbers.push_back(one.stored.result.n);
    EXPECT_EQ(this->store_->image_count("s", filter).value_or(999), numbers.size());
    return numbers;
  }
  // All photos in that order, fetched `limit` at a time.
  [[nodiscard]] std::vector<std::uint32_t> ordered(const ImageOrder& order, std::uint32_t limit) {
    std::vector<std::uint32_t> numbers;
    std::optional<ImagePlace> after;
    while (numbers.size() < 100) {
      const auto page = this->store_->image_page("s", {}, order, after, limit);
      EXPECT_TRUE(page) << page.error().message;
      if (!page || page->empty()) break;
      EXPECT_LE(page->size(), limit);
      for (const auto& one : *page) numbers.push_back(one.stored.result.n);
      after = page->back().place;
    }
    return numbers;
  }
};

TYPED_TEST_SUITE_P(StoreQuerySuite);

TYPED_TEST_P(StoreQuerySuite, FiltersAreMetByAllThatIsGiven) {
  this->fill();
  using Numbers = std::vector<std::uint32_t>;
  struct Case {
    const char* what;
    ImageFilter filter;
    Numbers found;
  };
  const std::vector<Case> cases{
      {"all judged", {}, {1, 2, 3, 4, 5}},
      {"approved", {.decision = Decision::kApproved}, {1, 4}},
      {"rejected", {.decision = Decision::kRejected}, {2, 3, 5}},
      {"category", {.category = Category::kQuality}, {2, 3, 5}},
      {"code", {.code = FindingCode::kResolutionTooLow}, {5}},
      {"code and severity", {.code = FindingCode::kNoise, .severity = Severity::kReject}, {2, 3}},
      {"of one finding", {.category = Category::kCompliance, .severity = Severity::kWarn}, {}},
      {"severity alone", {.severity = Severity::kWarn}, {5}},
      {"reviewed", {.reviewed = true}, {}},
      {"not reviewed", {.reviewed = false}, {1, 2, 3, 4, 5}},
      {"text without case", {.text = "oNe.j"}, {1}},
      {"text is no pattern", {.text = "_100%"}, {4}},
      {"text is no pattern either", {.text = "%"}, {1, 2, 3, 4}},
      {"text is no SQL", {.text = "' OR 1=1 --"}, {}},
      {"folder at any depth", {.folder = "a%b"}, {1, 2}},
      {"folder below", {.folder = "a%b/deep"}, {2}},
      {"folder of bytes", {.folder = "a\xff"}, {4}},
      {"no such folder", {.folder = "a"}, {}},
      {"both", {.decision = Decision::kRejected, .folder = "a%b"}, {2}},
      {"no group", {.group = 0}, {}},
      {"another group", {.group = 7}, {}},
  };
  for (const Case& c : cases) EXPECT_EQ(this->matching(c.filter), c.found) << c.what;
  EXPECT_EQ(this->store_->image_count("nope", {}).value_or(999), 0U);
}

TYPED_TEST_P(StoreQuerySuite, PagesJoinToTheWholeOrderWhateverTheirSize) {
  this->fill();
  using Numbers = std::vector<std::uint32_t>;
  using By = ImageOrder::By;
  struct Case {
    const char* what;
    ImageOrder order;
    Numbers found;
  };
  const std::vector<Case> cases{
      {"n", {}, {1, 2, 3, 4, 5}},
      {"n down", {.descending = true}, {5, 4, 3, 2, 1}},
      {"quality", {.by = By::kQuality}, {1, 4, 2, 3, 5}},
      {"quality down", {.by = By::kQuality, .descending = true}, {5, 3, 2, 1, 4}},
      {"bytes", {.by = By::kBytes}, {5, 4, 3, 2, 1}},
      {"measure", {.by = By::kMeasure}, {1, 2, 4, 3, 5}},
      {"measure down", {.by = By::kMeasure, .descending = true}, {4, 1, 2, 3, 5}},
      {"a measure none has",
       {.by = By::kMeasure, .measure = MeasureId::kContrast},
       {1, 2, 3, 4, 5}},
      {"megapixels, all alike", {.by = By::kMegapixels, .descending = true}, {1, 2, 3, 4, 5}},
      {"time", {.by = By::kElapsed}, {1, 2, 3, 4, 5}},
      {"confidence", {.by = By::kConfidence}, {1, 2, 3, 4, 5}},
  };
  for (const Case& c : cases)
    for (const std::uint32_t limit : {1U, 2U, 3U, 100U})
      EXPECT_EQ(this->ordered(c.order, limit), c.found) << c.what << " by " << limit;
}

TYPED_TEST_P(StoreQuerySuite, SessionsComeInPagesNewestFirst) {
  for (const auto& [id, created] :
       {std::pair{"b", 2000}, std::pair{"a", 2000}, std::pair{"old", 1000}, std::pair{"new", 3000}})
    this->create(this->session_named(id, created));
  std::vector<std::string> ids;
  std::optional<SessionPlace> after;
  for (int i = 0; i < 10; ++i) {
    const auto page = this->store_->session_page(after, 1);
    ASSERT_TRUE(page) << page.error().message;
    if (page->empty()) break;
    ids.push_back(page->front().id);
    after = SessionPlace{page->front().created_at, page->front().id};
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"new", "b", "a", "old"}));
  EXPECT_EQ(this->store_->session_page(std::nullopt, 100)->size(), 4U);
}

TYPED_TEST_P(StoreQuerySuite, GroupsAreCountedAndPaged) {
  this->fill();
  const Finding copy{.code = FindingCode::kNearCopy, .message = "A copy"};
  const std::vector<ReviewOutcome> outcomes{
      {1, 1, std::nullopt}, {4, 1, copy}, {2, 2, std::nullopt}, {3, 2, copy}};
  ASSERT_TRUE(this->store_->save_review(this->session_named("s"), outcomes));
  const auto all = this->store_->group_page("s", 0, 10);
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].kept, 1U);
  EXPECT_EQ((*all)[0].photos, 2U);
  EXPECT_EQ((*all)[0].approved, 1U);
  EXPECT_EQ((*all)[1].approved, 0U);
  const auto next = this->store_->group_page("s", 1, 10);
  ASSERT_EQ(next->size(), 1U);
  EXPECT_EQ(next->front().kept, 2U);
  EXPECT_EQ(this->matching({.group = 2}), (std::vector<std::uint32_t>{2, 3}));
}

TYPED_TEST_P(StoreQuerySuite, FiguresHoldEachJudgedPhotosNumbers) {
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", 3);
  session.elapsed_seconds = 4.5;
  ASSERT_TRUE(this->commit(session, {this->result_of(2, 40, false)}));
  session.elapsed_seconds = 9;
  PhotoResult told = this->result_of(1, 50, true);
  told.metadata.emplace();
  told.metadata->camera_make = "OLYMPUS IMAGING CORP.";
  told.metadata->camera_model = "E-M1";
  told.metadata->lens = "a \"7-14\" mm";
  ASSERT_TRUE(this->commit(session, {told}));
  std::vector<StoredFigures> all;
  ASSERT_TRUE(this->store_->each_figures("s", [&](const StoredFigures& figures) {
    all.push_back(figures);
    return true;
  }));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].n, 1U);
  EXPECT_EQ(all[0].decision, Decision::kApproved);
  EXPECT_EQ(all[0].stored_after, 9.0);
  EXPECT_EQ(all[0].camera, "OLYMPUS E-M1");
  EXPECT_EQ(all[0].lens, "a \"7-14\" mm");
  EXPECT_EQ(all[1].camera + all[1].lens, "");
  EXPECT_EQ(all[1].stored_after, 4.5);
  EXPECT_EQ(all[1].megapixels, 24.0);
  EXPECT_EQ(all[1].format, Format::kJpeg);
  EXPECT_EQ(all[1].measures.get(MeasureId::kSharpness), 55.5);
  EXPECT_EQ(all[1].elapsed_ms, 12.25);
  EXPECT_EQ(all[1].path,
            "a/\xff"
            "2.jpg");
}

TYPED_TEST_P(StoreQuerySuite, APhotoIsKnownFromTheScanOn) {
  this->fill();
  const auto waiting = this->store_->photo("s", 6);
  ASSERT_TRUE(waiting && *waiting);
  EXPECT_FALSE((*waiting)->judged);
  EXPECT_EQ((*waiting)->ref.path, "six.jpg");
  EXPECT_TRUE((**this->store_->photo("s", 1)).judged);
  EXPECT_FALSE(*this->store_->photo("s", 7));
  EXPECT_FALSE(*this->store_->photo("nope", 1));
}

TYPED_TEST_P(StoreQuerySuite, ErrorsComeInPagesInTheirOrder) {
  const Session session = this->session_named("s");
  this->create(session);
  Commit commit;
  commit.session = session;
  for (std::uint32_t n = 1; n <= 5; ++n) commit.errors.push_back({"photo", "bad", n, true, 100});
  ASSERT_TRUE(this->store_->commit(commit));
  const auto page = this->store_->error_page("s", 2, 2);
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ((*page)[0].n, 3U);
  EXPECT_EQ((*page)[1].n, 4U);
  EXPECT_TRUE(this->store_->error_page("s", 5, 2)->empty());
}

TYPED_TEST_P(StoreQuerySuite, TotalsAreOverAllSessions) {
  EXPECT_TRUE(this->store_->totals()->statuses.empty());
  EXPECT_EQ(this->store_->totals()->last_success, std::nullopt);
  for (const auto& [id, ended] : {std::pair{"a", 50}, std::pair{"b", 90}, std::pair{"c", 70}}) {
    Session session = this->session_named(id);
    session.status = SessionStatus::kComplete;
    session.processed = 10;
    session.approved = 4;
    session.rejected = 6;
    session.ended_at = ended;
    session.elapsed_seconds = ended / 10.0;
    this->create(session);
  }
  this->create(this->session_named("d"));
  const auto totals = this->store_->totals();
  ASSERT_TRUE(totals) << totals.error().message;
  ASSERT_EQ(totals->statuses.size(), 2U);
  EXPECT_EQ(totals->statuses[0].status, SessionStatus::kComplete);
  EXPECT_EQ(totals->statuses[0].sessions, 3U);
  EXPECT_EQ(totals->statuses[0].processed, 30U);
  EXPECT_EQ(totals->statuses[0].rejected, 18U);
  EXPECT_EQ(totals->last_success, 90);
  EXPECT_EQ(totals->last_success_seconds, 9.0);
}

REGISTER_TYPED_TEST_SUITE_P(StoreQuerySuite, TotalsAreOverAllSessions,
                            FiltersAreMetByAllThatIsGiven,
                            PagesJoinToTheWholeOrderWhateverTheirSize,
                            SessionsComeInPagesNewestFirst, GroupsAreCountedAndPaged,
                            FiguresHoldEachJudgedPhotosNumbers, APhotoIsKnownFromTheScanOn,
                            ErrorsComeInPagesInTheirOrder);

}  // namespace photosieve
