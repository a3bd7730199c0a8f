// The suite that every Store must pass: pages and counts are what all results say, whatever of them
// is written a second time for pages already. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/store_fixture.h"

namespace photosieve {

template <class Database>
class StoreColumnsSuite : public StoreFixture<Database> {
 protected:
  static constexpr std::uint32_t kPhotos = 2000;  // three blocks, the last in part

  struct Known {
    std::uint32_t n = 0;
    bool approved = false;
    std::optional<double> sharpness;
    std::vector<Finding> findings;
  };
  [[nodiscard]] std::vector<Known> all() {
    std::vector<Known> known;
    EXPECT_TRUE(this->store_->each_result("s", [&](const StoredResult& stored) {
      known.push_back({stored.result.n, stored.result.decision == Decision::kApproved,
                       stored.result.measures.get(MeasureId::kSharpness), stored.result.findings});
      return true;
    }));
    return known;
  }
  static bool meets(const Known& photo, const ImageFilter& filter) {
    if (filter.decision && photo.approved != (*filter.decision == Decision::kApproved))
      return false;
    if (!filter.code) return true;
    return std::any_of(photo.findings.begin(), photo.findings.end(), [&](const Finding& one) {
      return one.code == *filter.code && (!filter.severity || one.severity == *filter.severity);
    });
  }
  // Those of a filter, by sharpness.
  static std::vector<Known> ordered(std::vector<Known> photos, const ImageFilter& filter,
                                    bool descending) {
    std::erase_if(photos, [&](const Known& one) { return !meets(one, filter); });
    std::sort(photos.begin(), photos.end(), [&](const Known& a, const Known& b) {
      if (a.sharpness.has_value() != b.sharpness.has_value()) return a.sharpness.has_value();
      if (a.sharpness != b.sharpness)
        return descending ? a.sharpness > b.sharpness : a.sharpness < b.sharpness;
      return a.n < b.n;
    });
    return photos;
  }
  // A page of these from that place on is the store's.
  void expect_page(const std::vector<Known>& photos, const ImageFilter& filter, bool descending,
                   std::size_t from, std::uint32_t limit, const char* when) {
    std::optional<ImagePlace> after;
    if (from > 0) after = ImagePlace{photos[from - 1].sharpness, photos[from - 1].n};
    const auto page = this->store_->image_page(
        "s", filter, {.by = ImageOrder::By::kMeasure, .descending = descending}, after, limit);
    ASSERT_TRUE(page) << page.error().message;
    std::vector<std::uint32_t> shown;
    for (const auto& one : *page) shown.push_back(one.stored.result.n);
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = from; i < std::min(from + limit, photos.size()); ++i)
      numbers.push_back(photos[i].n);
    EXPECT_EQ(shown, numbers) << when << ", from " << from << (descending ? " down" : " up");
  }
  void expect_as_stored(const char* when) {
    const std::vector<Known> known = all();
    for (const ImageFilter& filter : std::initializer_list<ImageFilter>{
             {},
             {.decision = Decision::kApproved},
             {.code = FindingCode::kNoise},
             {.decision = Decision::kRejected, .code = FindingCode::kNoise},
             {.code = FindingCode::kNearCopy, .severity = Severity::kReject}}) {
      const std::vector<Known> photos = ordered(known, filter, true);
      expect_page(photos, filter, true, 0, 37, when);
      EXPECT_EQ(this->store_->image_count("s", filter).value_or(0), photos.size()) << when;
    }
    std::map<std::pair<FindingCode, Severity>, std::uint32_t> counts;
    for (const Known& photo : known)
      for (const Finding& one : photo.findings) ++counts[{one.code, one.severity}];
    const auto told = this->store_->code_counts("s");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->size(), counts.size()) << when;
    for (const Store::CodeCount& one : *told)
      EXPECT_EQ(one.photos, (counts[{one.code, one.severity}])) << when;
  }
  // The first pages, and some from the middle and the end on, either way.
  void expect_all_pages(const char* when) {
    const std::vector<Known> known = all();
    for (const ImageFilter& filter : std::initializer_list<ImageFilter>{
             {},
             {.decision = Decision::kApproved},
             {.code = FindingCode::kNearCopy},
             {.decision = Decision::kRejected},
             {.decision = Decision::kRejected, .code = FindingCode::kResolutionTooLow}}) {
      for (const bool descending : {false, true}) {
        const std::vector<Known> photos = ordered(known, filter, descending);
        for (const double share : {0.0, 0.001, 0.31, 0.5, 0.79, 0.805, 0.99})
          expect_page(photos, filter, descending,
                      static_cast<std::size_t>(share * static_cast<double>(photos.size())), 90,
                      when);
      }
    }
  }
  static std::vector<ReviewOutcome> copies(const std::vector<std::uint32_t>& numbers) {
    std::vector<ReviewOutcome> outcomes;
    outcomes.reserve(numbers.size());
    for (const std::uint32_t n : numbers)
      outcomes.push_back({.n = n,
                          .group = numbers.front(),
                          .finding = Finding{.code = FindingCode::kNearCopy,
                                             .severity = Severity::kReject,
                                             .message = "A copy"}});
    return outcomes;
  }
  static PhotoResult some_result(std::uint32_t n, std::mt19937& chance) {
    const bool approved = chance() % 3 != 0;
    PhotoResult result = StoreFixture<Database>::result_of(n, n, approved);
    result.measures = {};
    if (chance() % 5 != 0)
      result.measures.set(MeasureId::kSharpness, static_cast<double>(chance() % 50));
    if (n % 400 == 1)
      result.findings.push_back({.code = FindingCode::kResolutionTooLow, .message = "Small"});
    return result;
  }
  // Judges photos in that order, ninety a commit.
  void judge(const std::vector<std::uint32_t>& order, std::mt19937& chance, Session& session) {
    for (std::size_t begin = 0; begin < order.size(); begin += 90) {
      std::vector<PhotoResult> results;
      for (std::size_t i = begin; i < std::min(begin + 90, order.size()); ++i)
        results.push_back(some_result(order[i], chance));
      ASSERT_TRUE(this->commit(session, std::move(results)));
      if (begin / 90 % 6 == 0) expect_as_stored("in the middle");
      if (begin / 90 == 10) this->reopen();
    }
  }
};

TYPED_TEST_SUITE_P(StoreColumnsSuite);

TYPED_TEST_P(StoreColumnsSuite, PagesSayTheSameOfOpenBlocksAndOfWrittenOnes) {
  std::mt19937 chance(5);  // NOLINT(cert-msc51-cpp): the same every time
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", this->kPhotos);
  std::vector<std::uint32_t> order(this->kPhotos);
  for (std::uint32_t i = 0; i < this->kPhotos; ++i) order[i] = i + 1;
  std::shuffle(order.begin() + 500, order.end(), chance);
  this->judge(order, chance, session);
  this->expect_as_stored("when all are judged");
  // Judged again, after their blocks were written.
  this->judge({7, 900, 1999, 8}, chance, session);
  this->expect_as_stored("judged again");
  for (const std::uint32_t from : {10U, 700U}) {
    std::vector<ReviewOutcome> outcomes;
    for (std::uint32_t n = from; n < from + 1000; n += 20) {
      outcomes.push_back({.n = n, .group = n, .finding = {}});
      outcomes.push_back(
          {.n = n + 1,
           .group = n,
           .finding = Finding{.code = FindingCode::kNearCopy,
                              .severity = n % 40 == 10 ? Severity::kReject : Severity::kWarn,
                              .message = "A copy"}});
    }
    ASSERT_TRUE(this->store_->save_review(session, outcomes));
    this->expect_as_stored("reviewed");
  }
}

TYPED_TEST_P(StoreColumnsSuite, OfASessionThatEndsEarlyPagesSayWhatWasJudged) {
  std::mt19937 chance(6);  // NOLINT(cert-msc51-cpp): the same every time
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", this->kPhotos);
  this->judge({1, 2, 3, 500, 897, 1800}, chance, session);
  session.status = SessionStatus::kCancelled;
  ASSERT_TRUE(this->store_->save_session(session));
  this->expect_as_stored("cancelled");
  this->judge({4, 1999}, chance, session);
  this->expect_as_stored("judged again");
  this->reopen();
  this->expect_as_stored("opened again");
}

TYPED_TEST_P(StoreColumnsSuite, OfASessionThatGoesOnAfterItEndedPagesSayWhatIsJudgedNow) {
  std::mt19937 chance(8);  // NOLINT(cert-msc51-cpp): the same every time
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", this->kPhotos);
  std::vector<std::uint32_t> first;
  for (std::uint32_t n = 1; n <= 1200; ++n) first.push_back(n);
  this->judge(first, chance, session);
  session.status = SessionStatus::kFailed;
  ASSERT_TRUE(this->store_->save_session(session));
  this->expect_all_pages("failed");
  session.status = SessionStatus::kRunning;
  ASSERT_TRUE(this->store_->save_session(session));
  std::vector<std::uint32_t> more;
  for (std::uint32_t n = 1100; n <= 1500; ++n) more.push_back(n);
  this->judge(more, chance, session);
  this->expect_all_pages("going on");
}

// More photos than a run of blocks has (sorted_run.h), with many that are equal and some without.
TYPED_TEST_P(StoreColumnsSuite, PagesAlongSortedRunsAreThoseOfAllResults) {
  constexpr std::uint32_t kMany = 32 * 896 + 1500;
  std::mt19937 chance(7);  // NOLINT(cert-msc51-cpp): the same every time
  Session session = this->session_named("s");
  this->create(session);
  this->add_photos("s", kMany);
  std::vector<PhotoResult> results;
  for (std::uint32_t n = 1; n <= kMany; ++n) {
    results.push_back(this->some_result(n, chance));
    if (results.size() < 3000 && n < kMany) continue;
    ASSERT_TRUE(this->commit(session, std::move(results)));
    results.clear();
  }
  this->expect_all_pages("one run is sorted");
  // Judged again: what it was is no longer on any page.
  for (std::uint32_t n = 5; n < kMany; n += 7001) results.push_back(this->some_result(n, chance));
  ASSERT_TRUE(this->commit(session, std::move(results)));
  this->expect_all_pages("judged again");
  // Of few blocks far apart: these are read alone.
  ASSERT_TRUE(this->store_->save_review(session, this->copies({5, 7, 14'000, 27'000, 27'001})));
  this->expect_all_pages("reviewed");
  // So many that their pages are walked to.
  std::vector<std::uint32_t> tenth;
  for (std::uint32_t n = 3; n <= kMany; n += 10) tenth.push_back(n);
  ASSERT_TRUE(this->store_->save_review(session, this->copies(tenth)));
  this->expect_all_pages("reviewed again");
  session.status = SessionStatus::kComplete;
  ASSERT_TRUE(this->store_->save_session(session));
  this->reopen();
  this->expect_all_pages("all runs are sorted");
}

REGISTER_TYPED_TEST_SUITE_P(StoreColumnsSuite, PagesSayTheSameOfOpenBlocksAndOfWrittenOnes,
                            OfASessionThatEndsEarlyPagesSayWhatWasJudged,
                            OfASessionThatGoesOnAfterItEndedPagesSayWhatIsJudgedNow,
                            PagesAlongSortedRunsAreThoseOfAllResults);

}  // namespace photosieve
