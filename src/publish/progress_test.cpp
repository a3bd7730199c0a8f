// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <new>

#include "publish/photo_cost.h"

namespace {
std::atomic<std::size_t> g_allocations{0};  // NOLINT: operator new has no other way out
}  // namespace

// This test program counts what is allocated; under a sanitizer that is its business alone.
#ifndef PHOTOSIEVE_SANITIZED
void* operator new(std::size_t size) {
  ++g_allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
#endif

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(Progress, KnowsNothingBeforeThereIsSomethingToKnow) {
  Progress progress;
  progress.begin(0);
  progress.expect(10, 1000);
  EXPECT_EQ(progress.speed_now(kSecond), std::nullopt);
  EXPECT_EQ(progress.whole_speed(kSecond), std::nullopt);
  EXPECT_EQ(progress.eta_seconds(kSecond), std::nullopt);
}

TEST(Progress, ASteadyRunHasItsSpeedAndItsTimeLeft) {
  Progress progress;
  progress.begin(0);
  progress.expect(1000, 500'000);
  for (int i = 1; i <= 400; ++i) progress.committed(500, 0.1, i * kSecond / 4);
  const SteadyNs now = 100 * kSecond;
  EXPECT_NEAR(*progress.speed_now(now), 4.0, 0.2);
  EXPECT_NEAR(*progress.whole_speed(now), 4.0, 0.01);
  EXPECT_NEAR(*progress.eta_seconds(now), 150, 5);
  ProgressUpdate update;
  progress.fill(update, now, 1000);
  EXPECT_NEAR(*update.avg_image_processing_time, 0.1, 1e-6);
  EXPECT_NEAR(static_cast<double>(*update.estimated_completion - 1000), 150'000, 5000);
}

TEST(Progress, PausesAreLeftOut) {
  Progress progress;
  progress.begin(0);
  progress.expect(100, 10000);
  for (int i = 1; i <= 50; ++i) progress.committed(100, 0.1, i * kSecond);
  const auto speed = progress.speed_now(50 * kSecond);
  progress.pause(50 * kSecond);
  EXPECT_EQ(progress.speed_now(5000 * kSecond), speed);
  EXPECT_NEAR(*progress.whole_speed(5000 * kSecond), 1.0, 0.01);
  progress.resume(5000 * kSecond);
  EXPECT_NEAR(*progress.eta_seconds(5000 * kSecond), 50, 3);
}

TEST(Progress, LargePhotosAheadAreNotForgotten) {
  Progress progress;
  progress.begin(0);
  progress.expect(20, 10 * 1'000'000 + 10 * 9'000'000);
  for (int i = 1; i <= 10; ++i) progress.committed(1'000'000, 1, i * kSecond);
  EXPECT_GT(*progress.eta_seconds(10 * kSecond), 80.0);  // a count would say 10
}

TEST(Progress, SilenceSlowsTheSpeedNow) {
  Progress progress;
  progress.begin(0);
  progress.expect(1000, 100000);
  for (int i = 1; i <= 100; ++i) progress.committed(100, 0.1, i * kSecond / 10);
  const double before = *progress.speed_now(10 * kSecond);
  EXPECT_LT(*progress.speed_now(30 * kSecond), before / 2);
}

TEST(Progress, EmptyAndTinyPhotosTakeTimeToo) {
  Progress progress;
  progress.begin(0);
  const double empty = photo_cost("empty.jpg", 0);
  progress.expect(100, 100 * empty);
  for (int i = 1; i <= 50; ++i) progress.committed(empty, 0.1, i * kSecond);
  EXPECT_NEAR(*progress.eta_seconds(50 * kSecond), 50, 3);
}

TEST(Progress, PhotosThatGrewSinceTheyWereFoundLeaveTimeForTheOthers) {
  Progress progress;
  progress.begin(0);
  progress.expect(10, 10);
  for (int i = 1; i <= 5; ++i) progress.committed(50'000'000, 1, i * kSecond);
  EXPECT_GT(*progress.eta_seconds(5 * kSecond), 0.0);
}

TEST(Progress, AskingTwiceForAPauseOrItsEndChangesNothing) {
  Progress progress;
  progress.begin(0);
  progress.expect(100, 10000);
  for (int i = 1; i <= 10; ++i) progress.committed(100, 0.1, i * kSecond);
  progress.begin(10 * kSecond);
  progress.resume(10 * kSecond);
  EXPECT_NEAR(*progress.whole_speed(10 * kSecond), 1.0, 1e-9);
  progress.pause(10 * kSecond);
  progress.pause(20 * kSecond);
  progress.resume(30 * kSecond);
  progress.resume(40 * kSecond);
  EXPECT_NEAR(*progress.whole_speed(40 * kSecond), 0.5, 1e-9);
}

TEST(Progress, TellingACommittedPhotoIsCheapAndAllocatesNothing) {
  constexpr int kPhotos = 20'000;
  constexpr int kRuns = 10;
  const SystemClock clock;
  ProgressUpdate update;
  // Twenty earlier runs have something to say.
  std::vector<TimeLeftMisses::Known> known;
  for (std::size_t i = 0; i < 400; ++i)
    known.push_back({0.1, 0.05, {1 - static_cast<double>(i % 20) / 10, 0, 0, 0}, i / 20});
  const TimeLeftPrior prior{.cost_a_second = 1e5, .spread = 0.1, .misses = TimeLeftMisses(known)};
  // What it costs is what the quickest run took: in the others the processor did something else,
  // too, as it does when tests run beside each other.
  SteadyNs quickest = std::numeric_limits<SteadyNs>::max();
  for (int run = 0; run < kRuns; ++run) {
    Progress progress;
    progress.set_prior(prior);
    progress.begin(0);
    progress.expect(kPhotos, std::uint64_t{kPhotos} * 1000);
    const std::size_t before = g_allocations.load();
    const SteadyNs began = clock.steady();
    for (int i = 1; i <= kPhotos; ++i) {
      progress.committed(1000, 0.1, i * (kSecond / 100));
      progress.fill(update, i * (kSecond / 100), 0);
    }
    quickest = std::min(quickest, clock.steady() - began);
    EXPECT_EQ(g_allocations.load(), before);
  }
  const double microseconds = static_cast<double>(quickest) / 1e3 / kPhotos;
  RecordProperty("microseconds_a_photo", std::to_string(microseconds));
  std::printf("%.3f microseconds a photo\n", microseconds);
#if defined(NDEBUG) && !defined(PHOTOSIEVE_SANITIZED)
  EXPECT_LE(microseconds, 1.0);
#else
  EXPECT_LE(microseconds, 20.0);  // not optimised, or watched
#endif
}

TEST(Progress, TheEndIsZeroSecondsAway) {
  Progress progress;
  progress.begin(0);
  progress.expect(1, 5);
  progress.committed(5, 0.1, kSecond);
  EXPECT_EQ(progress.eta_seconds(kSecond), 0.0);
}

}  // namespace
}  // namespace photosieve
