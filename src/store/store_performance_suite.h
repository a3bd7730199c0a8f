// The suite that every Store must pass, fourth part: the host's history of a session.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "store/store_fixture.h"

namespace photosieve {

constexpr WallMs kHistoryBegins = 1'767'225'600'000;  // 2026-01-01T00:00:00.000Z

template <class Database>
class StorePerformanceSuite : public StoreFixture<Database> {
 protected:
  static PerformanceBucket moment(WallMs at, double cpu) {
    PerformanceUpdate update;
    update.timestamp = at;
    update.cpu_percent = cpu;
    return bucket_of(update);
  }
  // One moment a second from `first` on, in portions of a commit; cpu is the second modulo 100.
  void add_seconds(const std::string& id, int first, int seconds) {
    std::vector<PerformanceBucket> moments;
    for (int i = first; i < first + seconds; ++i) {
      moments.push_back(moment(kHistoryBegins + i * WallMs{1000}, i % 100));
      if (moments.size() < 100 && i + 1 < first + seconds) continue;
      const auto done = this->store_->add_performance(id, moments);
      ASSERT_TRUE(done) << done.error().message;
      moments.clear();
    }
  }
  std::vector<PerformanceBucket> history(const std::string& id, std::uint32_t points,
                                         std::optional<WallMs> from = {},
                                         std::optional<WallMs> to = {}) {
    auto read = this->store_->performance(id, from, to, points);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : std::vector<PerformanceBucket>{};
  }
};

TYPED_TEST_SUITE_P(StorePerformanceSuite);

TYPED_TEST_P(StorePerformanceSuite, MomentsComeBackByTimeAndOfTheirSessionOnly) {
  this->create(this->session_named("s"));
  this->create(this->session_named("other", 2000));
  EXPECT_TRUE(this->history("s", 10).empty());
  this->add_seconds("s", 0, 5);
  this->add_seconds("other", 0, 1);
  const auto all = this->history("s", 100);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[3].at, kHistoryBegins + 3000);
  EXPECT_EQ(all[3][PerformanceField::kCpuPercent]->mean, 3);
  EXPECT_FALSE(all[3][PerformanceField::kDiskFreeMb]) << "unknown stays unknown";
  const auto part = this->history("s", 100, kHistoryBegins + 1000, kHistoryBegins + 3000);
  ASSERT_EQ(part.size(), 2U) << "up to the end, without it";
  EXPECT_EQ(part[0].at, kHistoryBegins + 1000);
  EXPECT_TRUE(this->history("s", 100, kHistoryBegins + 9000).empty());
  EXPECT_TRUE(this->history("s", 100, kHistoryBegins + 3000, kHistoryBegins).empty());
  EXPECT_TRUE(this->history("nobody", 100).empty());
}

TYPED_TEST_P(StorePerformanceSuite, ACommitStoresItsMomentsWithItsResults) {
  const Session session = this->session_named("s");
  this->create(session);
  Commit commit;
  commit.session = session;
  commit.performance = {this->moment(kHistoryBegins, 50)};
  ASSERT_TRUE(this->store_->commit(commit));
  this->reopen();
  EXPECT_EQ(this->history("s", 10).size(), 1U);
}

TYPED_TEST_P(StorePerformanceSuite, FewerPointsKeepMinimumMeanAndMaximum) {
  this->create(this->session_named("s"));
  this->add_seconds("s", 0, 1000);
  const auto ten = this->history("s", 10);
  ASSERT_EQ(ten.size(), 10U);
  for (const PerformanceBucket& bucket : ten) {
    EXPECT_EQ(bucket.samples, 100U);
    EXPECT_EQ(bucket[PerformanceField::kCpuPercent]->min, 0);
    EXPECT_NEAR(bucket[PerformanceField::kCpuPercent]->mean, 49.5, 1e-4);
    EXPECT_EQ(bucket[PerformanceField::kCpuPercent]->max, 99);
  }
  const auto one = this->history("s", 1);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].samples, 1000U);
}

TYPED_TEST_P(StorePerformanceSuite, WhatIsOlderThanAnHourIsMergedAndNothingIsLost) {
  this->create(this->session_named("s"));
  this->add_seconds("s", 0, 3 * 3600);
  const auto fine = this->history("s", 1'000'000);
  EXPECT_LT(fine.size(), 3600U + 2 * 360 + 20);
  EXPECT_GE(fine.size(), 3600U + 2 * 360 - 20);
  std::uint64_t moments = 0;
  for (const PerformanceBucket& bucket : fine) moments += bucket.samples;
  EXPECT_EQ(moments, 3U * 3600);
  EXPECT_EQ(fine.front().at, kHistoryBegins);
  EXPECT_EQ(fine.front().samples, 10U);
  EXPECT_EQ(fine.back().samples, 1U);
  const auto one = this->history("s", 1);
  EXPECT_NEAR(one[0][PerformanceField::kCpuPercent]->mean, 49.5, 1e-3);
  EXPECT_EQ(one[0][PerformanceField::kCpuPercent]->max, 99);
}

TYPED_TEST_P(StorePerformanceSuite, AClockThatJumpsLosesNothing) {
  this->create(this->session_named("s"));
  this->add_seconds("s", 8 * 3600, 60);
  this->add_seconds("s", 0, 60);  // the clock was set back
  this->add_seconds("s", 8 * 3600 + 60, 60);
  std::uint64_t moments = 0;
  for (const PerformanceBucket& bucket : this->history("s", 1000)) moments += bucket.samples;
  EXPECT_EQ(moments, 180U);
}

REGISTER_TYPED_TEST_SUITE_P(StorePerformanceSuite, MomentsComeBackByTimeAndOfTheirSessionOnly,
                            ACommitStoresItsMomentsWithItsResults,
                            FewerPointsKeepMinimumMeanAndMaximum,
                            WhatIsOlderThanAnHourIsMergedAndNothingIsLost,
                            AClockThatJumpsLosesNothing);

}  // namespace photosieve
