// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left_history.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

// A run of 1,000 photos at `speed` a second, `later` in its second half.
TimeLeftRecord record(double speed, double later, const TimeLeftPrior& prior = {}) {
  TimeLeft run;
  TimeLeftDiary diary;
  run.set_prior(prior);
  run.begin(0);
  run.expect(1000, 1000);
  double at = 0;
  for (int i = 1; i <= 1000; ++i) {
    at += 1 / (i <= 500 ? speed : later);
    const auto now = static_cast<SteadyNs>(at * 1e9);
    run.committed(1, 1 / speed, now);
    diary.note(run, i / 1000.0, now);
  }
  return diary.close(run, static_cast<SteadyNs>(at * 1e9));
}

TEST(TimeLeftHistory, ADiaryNotesEachTwentiethOnce) {
  const TimeLeftRecord steady = record(10, 10);
  EXPECT_EQ(steady.count, 19U);
  EXPECT_NEAR(steady.cost_a_second, 10, 0.1);
  double seconds = 0;
  for (std::size_t i = 0; i < steady.count; ++i) {
    EXPECT_LT(std::abs(steady.notes[i].miss), 0.1) << i;
    seconds += steady.notes[i].weight;
  }
  EXPECT_NEAR(seconds, 95, 1);
}

TEST(TimeLeftHistory, NoRunsTeachNothing) {
  const TimeLeftPrior none = prior_of({});
  EXPECT_EQ(none.cost_a_second, 0);
  EXPECT_EQ(none.scale, 1);
  EXPECT_EQ(prior_of(std::vector<TimeLeftRecord>(3)).cost_a_second, 0) << "runs without a speed";
}

TEST(TimeLeftHistory, TheSpeedIsTheMeanAndItsSpreadShrinksWithRunsThatAgree) {
  const TimeLeftRecord one[] = {record(10, 10)};
  const TimeLeftRecord four[] = {record(10, 10), record(11, 11), record(9, 9), record(10, 10)};
  EXPECT_NEAR(prior_of(one).cost_a_second, 10, 0.1);
  EXPECT_NEAR(prior_of(four).cost_a_second, 10, 0.2);
  EXPECT_GT(prior_of(one).spread, 2 * prior_of(four).spread);
}

TEST(TimeLeftHistory, RunsThatAlwaysSlowDownTeachToExpectIt) {
  const std::vector<TimeLeftRecord> runs(12, record(10, 5));
  const TimeLeftPrior prior = prior_of(runs);
  TimeLeft run;
  run.set_prior(prior);
  run.begin(0);
  run.expect(1000, 1000);
  for (int i = 1; i <= 200; ++i) run.committed(1, 0.1, i * kSecond / 10);
  // 80 s by the speed so far; it will be 30 + 100.
  EXPECT_GT(run.left(20 * kSecond)->p50, 95);
  EXPECT_GT(run.left(20 * kSecond)->p90, 115);
  EXPECT_LT(run.raw(20 * kSecond)->p50, 95);
}

TEST(TimeLeftHistory, RunsOfWhichSomeSlowDownTeachAWiderRange) {
  std::vector<TimeLeftRecord> runs;
  runs.reserve(20);
  for (int i = 0; i < 20; ++i) runs.push_back(record(10, i % 2 == 0 ? 5 : 10));
  const TimeLeftPrior wide = prior_of(runs);
  const TimeLeftPrior narrow = prior_of(std::vector<TimeLeftRecord>(20, record(10, 10)));
  EXPECT_GT(wide.extra, 0.1);
  EXPECT_LT(narrow.extra, 0.05);
}

TEST(TimeLeftHistory, RunsThatMissedByFarDoNotMoveTheMiddle) {
  std::vector<TimeLeftRecord> runs(12, record(10, 10));
  for (int i = 0; i < 8; ++i) runs.push_back(record(10, 2));
  TimeLeft run;
  run.set_prior(prior_of(runs));
  run.begin(0);
  run.expect(1000, 1000);
  for (int i = 1; i <= 200; ++i) run.committed(1, 0.1, i * kSecond / 10);
  EXPECT_NEAR(run.left(20 * kSecond)->p50, run.raw(20 * kSecond)->p50, 5);
}

TEST(TimeLeftHistory, ARunThatNeverEndedLeavesNoNotes) {
  const TimeLeft untouched;
  const TimeLeftDiary diary;
  const TimeLeftRecord record = diary.close(untouched, kSecond);
  EXPECT_EQ(record.count, 0U);
  EXPECT_EQ(record.cost_a_second, 0);
}

}  // namespace
}  // namespace photosieve
