// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace photosieve {
namespace {

constexpr WorkerLoss kSegv{WorkerLoss::Kind::kSignal, 11};
constexpr WorkerLoss kBus{WorkerLoss::Kind::kSignal, 7};
constexpr WorkerLoss kKill{WorkerLoss::Kind::kKilled, 9};

Plan with_photos(std::uint32_t workers, std::uint32_t batch, std::uint32_t photos) {
  Plan plan(workers, batch);
  for (std::uint32_t n = 1; n <= photos; ++n) plan.add(n);
  for (const std::uint32_t worker : plan.to_start()) plan.worker_up(worker);
  return plan;
}

TEST(Plan, GivesEachPhotoOnceInOrderTwoAtATime) {
  Plan plan = with_photos(1, 4, 5);
  EXPECT_EQ(plan.next(0, 0), 1U);
  EXPECT_EQ(plan.next(0, 0), 2U);
  EXPECT_EQ(plan.next(0, 0), std::nullopt) << "the worker is full";
  EXPECT_TRUE(plan.done(0, 1, 0).known);
  EXPECT_EQ(plan.next(0, 0), 3U);
  EXPECT_FALSE(plan.done(0, 1, 0).known) << "a second answer for the same photo";
  EXPECT_FALSE(plan.done(0, 5, 0).known) << "an answer for a photo it was not given";
}

TEST(Plan, ABatchEndsWithItsLastPhotoAndKnowsItsTime) {
  Plan plan = with_photos(1, 2, 3);
  EXPECT_EQ(plan.batches_expected(), 2U);
  (void)plan.next(0, 1'000'000'000);
  (void)plan.next(0, 1'000'000'000);
  EXPECT_FALSE(plan.done(0, 1, 2'000'000'000).batch);
  const auto batch = plan.done(0, 2, 4'000'000'000).batch;
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->number, 1U);
  EXPECT_DOUBLE_EQ(batch->seconds, 3.0);
  EXPECT_FALSE(plan.idle());
  EXPECT_EQ(plan.next(0, 0), 3U);
  EXPECT_TRUE(plan.done(0, 3, 0).batch);
  EXPECT_TRUE(plan.idle());
  EXPECT_EQ(plan.batches_expected(), 2U);
}

TEST(Plan, TheLastPhotosAreSharedAmongAllWorkers) {
  for (const std::uint32_t photos : {1U, 3U, 20U, 100U, 1000U}) {
    constexpr std::uint32_t kWorkers = 4;
    Plan plan = with_photos(kWorkers, 16, photos);
    const std::uint32_t expected = plan.batches_expected();
    // In turn, as if all photos took the same time.
    std::vector<std::uint32_t> done(kWorkers);
    for (bool any = true; any;) {
      any = false;
      for (std::uint32_t worker = 0; worker < kWorkers; ++worker) {
        const auto n = plan.next(worker, 0);
        if (!n) continue;
        EXPECT_TRUE(plan.done(worker, *n, 0).known);
        ++done[worker];
        any = true;
      }
    }
    EXPECT_TRUE(plan.idle()) << photos;
    const auto [least, most] = std::minmax_element(done.begin(), done.end());
    EXPECT_LE(*most - *least, 1U) << photos;
    EXPECT_EQ(plan.batches_ended(), expected) << photos;
    EXPECT_EQ(plan.batches_expected(), expected) << photos;
  }
}

TEST(Plan, APhotoWhoseWorkerDiedIsTriedAloneTwiceThenGivenUp) {
  Plan plan = with_photos(1, 8, 4);
  EXPECT_EQ(plan.next(0, 0), 1U);
  EXPECT_EQ(plan.next(0, 0), 2U);
  for (int death = 1; death <= 3; ++death) {
    const Plan::Loss loss = plan.lost(0, kSegv);
    EXPECT_EQ(loss.n, 1U);
    EXPECT_EQ(loss.kind, death < 3 ? Plan::Loss::Kind::kRestart : Plan::Loss::Kind::kGiveUp);
    plan.worker_up(0);
    if (death == 3) break;
    EXPECT_EQ(plan.next(0, 0), 1U);
    EXPECT_EQ(plan.next(0, 0), std::nullopt) << "a suspect is alone";
  }
  EXPECT_TRUE(plan.done(0, 1, 0).known);
  EXPECT_EQ(plan.next(0, 0), 2U) << "the others go on, two at a time";
  EXPECT_EQ(plan.next(0, 0), 3U);
}

TEST(Plan, DifferentSignalsDoNotCondemnAPhotoUntilTheyAreMany) {
  Plan plan = with_photos(1, 8, 1);
  for (int death = 1; death <= 10; ++death) {
    plan.worker_up(0);
    ASSERT_EQ(plan.next(0, 0), 1U);
    const Plan::Loss loss = plan.lost(0, death % 2 == 0 ? kSegv : kBus);
    EXPECT_EQ(loss.kind, death < 10 ? Plan::Loss::Kind::kRestart : Plan::Loss::Kind::kGiveUp);
  }
}

TEST(Plan, AKilledWorkerNeverCondemnsAPhotoButTwentyEndTheRun) {
  Plan plan = with_photos(1, 8, 1);
  for (int kill = 1; kill <= 20; ++kill) {
    plan.worker_up(0);
    ASSERT_EQ(plan.next(0, 0), 1U);
    const Plan::Loss loss = plan.lost(0, kKill);
    EXPECT_EQ(loss.kind, kill < 20 ? Plan::Loss::Kind::kRestart : Plan::Loss::Kind::kTooManyKills);
  }
}

TEST(Plan, AWorkerThatCannotStartIsNotTriedForEver) {
  Plan plan(1, 8);
  (void)plan.to_start();
  for (int start = 1; start <= 5; ++start) {
    plan.worker_up(0);
    const Plan::Loss loss = plan.lost(0, {WorkerLoss::Kind::kNoStart, 127});
    EXPECT_EQ(loss.n, 0U) << "it says nothing about a photo";
    EXPECT_EQ(loss.kind, start < 5 ? Plan::Loss::Kind::kRestart : Plan::Loss::Kind::kCannotStart);
  }
}

TEST(Plan, APhotoToBeJudgedAgainComesBeforeTheOthers) {
  Plan plan = with_photos(1, 1, 3);
  EXPECT_EQ(plan.next(0, 0), 1U);
  EXPECT_TRUE(plan.again(0, 1));
  EXPECT_EQ(plan.next(0, 0), 1U);
  (void)plan.done(0, 1, 0);
  plan.add_first(1);
  EXPECT_EQ(plan.next(0, 0), 1U);
  EXPECT_EQ(plan.out(), 1U);
  EXPECT_EQ(plan.oldest_out(), 1U);
}

TEST(Plan, AWorkerTooManyAnswersForWhatItHoldsAndHandsTheRestToTheOthers) {
  Plan plan = with_photos(2, 4, 8);
  EXPECT_EQ(plan.next(1, 0), 1U);
  EXPECT_EQ(plan.next(1, 0), 2U);
  plan.set_workers(1);
  EXPECT_TRUE(plan.to_stop().empty()) << "it holds two photos";
  EXPECT_TRUE(plan.done(1, 1, 0).known);
  EXPECT_EQ(plan.next(1, 0), std::nullopt) << "it gets no more";
  EXPECT_TRUE(plan.done(1, 2, 0).known);
  EXPECT_EQ(plan.to_stop(), std::vector<std::uint32_t>{1});
  EXPECT_TRUE(plan.to_stop().empty()) << "once";
  EXPECT_EQ(plan.started(), 1U);
  std::vector<std::uint32_t> order;
  while (const auto n = plan.next(0, 0)) {
    order.push_back(*n);
    (void)plan.done(0, *n, 0);
  }
  EXPECT_EQ(order, (std::vector<std::uint32_t>{3, 4, 5, 6, 7, 8}));
  EXPECT_TRUE(plan.idle());
}

TEST(Plan, MoreWorkersAreAskedForOnceAndServed) {
  Plan plan = with_photos(1, 2, 6);
  plan.set_workers(3);
  EXPECT_EQ(plan.to_start(), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_TRUE(plan.to_start().empty());
  EXPECT_EQ(plan.next(2, 0), std::nullopt) << "not up yet";
  plan.worker_up(2);
  EXPECT_EQ(plan.next(2, 0), 1U);
}

TEST(Plan, ASuspectPhotoStaysWithAWorkerThatIsTooMany) {
  Plan plan = with_photos(2, 4, 8);
  EXPECT_EQ(plan.next(1, 0), 1U);
  EXPECT_EQ(plan.lost(1, kSegv).n, 1U);
  plan.set_workers(1);
  EXPECT_TRUE(plan.to_stop().empty()) << "its photo is not judged";
  for (int death = 1; death < 3; ++death) {
    plan.worker_up(1);
    EXPECT_EQ(plan.next(1, 0), 1U);
    EXPECT_EQ(plan.lost(1, kSegv).kind,
              death == 2 ? Plan::Loss::Kind::kGiveUp : Plan::Loss::Kind::kRestart);
  }
  EXPECT_TRUE(plan.done(1, 1, 0).known);
  EXPECT_EQ(plan.to_stop(), std::vector<std::uint32_t>{1});
  EXPECT_EQ(plan.lost(1, kKill).kind, Plan::Loss::Kind::kNone) << "it was stopped before";
}

TEST(Plan, ABatchSizeHoldsForBatchesToCome) {
  Plan plan = with_photos(1, 2, 7);
  EXPECT_EQ(plan.next(0, 0), 1U);
  plan.set_batch_size(5);
  EXPECT_EQ(plan.batches_expected(), 2U);
  (void)plan.done(0, 1, 0);
  EXPECT_EQ(plan.batch_done(), 1U);
  (void)plan.next(0, 0);
  EXPECT_TRUE(plan.done(0, 2, 0).batch);
  for (std::uint32_t n = 3; n <= 7; ++n) {
    EXPECT_EQ(plan.next(0, 0), n);
    EXPECT_EQ(plan.done(0, n, 0).batch.has_value(), n == 7) << n;
  }
}

}  // namespace
}  // namespace photosieve
