// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/worker_tuner.h"

#include <gtest/gtest.h>

#include <vector>

#include "tune/simulated_load.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;
constexpr std::uint32_t kMost = 16;
constexpr int kSeeds = 100;

// A tuned run under a load, second by second.
class TunedRun {
 public:
  TunedRun(std::uint32_t workers, SimulatedLoad load, unsigned seed, std::uint32_t most = kMost)
      : load_(load), most_(most), tuner_(workers, {most, load.processors}), random_(seed) {
    (void)tuner_.read(load_.reading(tuner_.workers()));
  }
  void become(SimulatedLoad load) { load_ = load; }

  // The mean speed of these seconds, by the best that a fixed number would have given.
  double run(int seconds) {
    double done = 0;
    std::normal_distribution<double> photos_differ(0, noise);
    for (int i = 0; i < seconds; ++i) {
      const double speed = load_.speed(tuner_.workers());
      done += speed;
      work_ += speed * std::max(0.1, 1 + photos_differ(random_));
      at_ += kSecond;
      TunerReading reading = load_.reading(tuner_.workers());
      reading.at = at_;
      reading.work_done = work_;
      if (auto change = tuner_.read(reading)) changes.push_back(*change);
      most_seen = std::max(most_seen, tuner_.workers());
    }
    return done / seconds / load_.speed(load_.best(most_));
  }
  [[nodiscard]] std::uint32_t workers() const { return tuner_.workers(); }

  double noise = 0.08;
  std::vector<WorkerTuner::Change> changes;
  std::uint32_t most_seen = 1;

 private:
  SimulatedLoad load_;
  std::uint32_t most_;
  WorkerTuner tuner_;
  std::mt19937 random_;
  SteadyNs at_ = 0;
  double work_ = 0;
};

struct Load {
  const char* name;
  SimulatedLoad load;
};
const Load kLoads[] = {
    {"processors", {.processors = 8}},
    {"two processors", {.processors = 2}},
    {"a disk", {.processors = 8, .disk = 3}},
    {"a disk that dislikes crowds", {.processors = 8, .disk = 4, .disk_crowd = 4}},
    {"a slow network", {.processors = 4, .processor_share = 0.3}},
    {"memory for five", {.processors = 8, .fits = 5}},
};

TEST(WorkerTuner, IsWithinATenthOfTheBestFixedNumberUnderAnyLoad) {
  for (const Load& each : kLoads) {
    for (unsigned seed = 0; seed < kSeeds; ++seed) {
      TunedRun run(static_cast<std::uint32_t>(each.load.processors), each.load, seed);
      run.run(90);
      EXPECT_GE(run.run(600), 0.9) << each.name << ", seed " << seed;
      EXPECT_LE(run.most_seen, kMost);
    }
  }
}

TEST(WorkerTuner, FindsTheNewBestWithinHalfAMinuteOfAChange) {
  for (const Load& before : kLoads) {
    for (const Load& then : kLoads) {
      if (before.load.processors != then.load.processors) continue;  // another machine
      int late = 0;
      for (unsigned seed = 0; seed < kSeeds; ++seed) {
        TunedRun run(static_cast<std::uint32_t>(before.load.processors), before.load, seed);
        run.run(120);
        run.become(then.load);
        run.run(30);
        // Of the seconds after: what it does from now on, probes included.
        if (run.run(20) < 0.9) ++late;
      }
      EXPECT_LE(late, kSeeds / 20) << before.name << " to " << then.name;
    }
  }
}

// All workers wait side by side, as on a network: four do twice what two do, and the kernel calls
// it pressure.
TEST(WorkerTuner, WhatScalesIsLeftAlone) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    TunedRun run(2, {.processors = 2, .processor_share = 0.25, .waits = 78}, seed, 4);
    EXPECT_GE(run.run(180), 0.9) << "learning included, seed " << seed;
  }
}

// Two processors, and a load that becomes one that waits, and back: 2 workers, 4, and 2.
TEST(WorkerTuner, FindsTheNewBestOfFewWorkersToo) {
  const SimulatedLoad busy{.processors = 2};
  const SimulatedLoad network{.processors = 2, .processor_share = 0.25, .waits = 66};
  const SimulatedLoad slower{.processors = 2, .processor_share = 0.25, .disk = 0.6, .waits = 66};
  for (const auto& [before, then] :
       {std::pair{busy, network}, {network, busy}, {network, slower}}) {
    int late = 0;
    for (unsigned seed = 0; seed < kSeeds; ++seed) {
      TunedRun run(2, before, seed, 4);
      run.run(60);
      run.become(then);
      run.run(30);
      if (run.run(30) < 0.9) ++late;
    }
    EXPECT_LE(late, kSeeds / 20) << then.processor_share << " " << then.disk;
  }
}

// Which way it looks first once a load has become slower: of few workers one less is half of them.
TEST(WorkerTuner, FewWorkersTryOneMoreFirstManyTryFewer) {
  int up = 0;
  int down = 0;
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    TunedRun few(2, {.processors = 2}, seed, 4);
    few.run(60);
    few.changes.clear();
    few.become({.processors = 2, .processor_share = 0.25, .disk = 1.2, .waits = 66});
    few.run(60);
    if (!few.changes.empty() && few.changes[0].to > few.changes[0].from) ++up;
    TunedRun many(8, {.processors = 8}, seed);
    many.run(60);
    many.changes.clear();
    many.become({.processors = 8, .disk = 4, .disk_crowd = 4});
    many.run(60);
    if (!many.changes.empty() && many.changes[0].to < many.changes[0].from) ++down;
  }
  EXPECT_GE(up, 90) << "of 100";
  EXPECT_GE(down, 90) << "of 100";
}

TEST(WorkerTuner, DangerTakesAThirdAwayAtOnceAndIsNotTriedAgainSoon) {
  TunedRun run(8, {.processors = 8, .fits = 5}, 1);
  run.run(2);
  ASSERT_EQ(run.changes.size(), 1U);
  EXPECT_EQ(run.changes[0].from, 8U);
  EXPECT_EQ(run.changes[0].to, 5U);
  EXPECT_EQ(run.changes[0].reason, "memory pressure 50 %");
  int dangers = 0;
  run.run(600);
  for (const WorkerTuner::Change& change : run.changes)
    if (change.reason.starts_with("memory")) ++dangers;
  EXPECT_LE(dangers, 5) << "in ten minutes";
}

TEST(WorkerTuner, HoldsStillWhenNothingCanBeGained) {
  TunedRun run(8, {.processors = 8}, 3);
  run.run(600);
  EXPECT_EQ(run.changes.size(), 0U) << "all processors are busy";
  EXPECT_EQ(run.workers(), 8U);
}

TEST(WorkerTuner, DoesNotSwingOnNoise) {
  TunedRun run(8, {.processors = 8, .disk = 8}, 4);
  run.noise = 0.4;
  run.run(1800);
  EXPECT_LE(run.changes.size(), 140U)
      << "a probe and its end each minute, and some at the beginning";
}

TEST(WorkerTuner, WorkersThatDieAreDanger) {
  WorkerTuner tuner(6, {8, 8});
  TunerReading reading;
  std::optional<WorkerTuner::Change> change;
  for (int second = 0; second < 6 && !change; ++second) {
    reading.at = second * kSecond;
    reading.work_done += 6;
    reading.processors_used = 6;
    reading.workers_lost = second >= 3 ? 2 : 0;
    change = tuner.read(reading);
  }
  ASSERT_TRUE(change);
  EXPECT_EQ(change->to, 4U);
  EXPECT_EQ(change->reason, "2 workers died within 10 seconds");
}

TEST(WorkerTuner, FollowsBoundsThatMove) {
  WorkerTuner tuner(8, {8, 8});
  (void)tuner.read({.at = 0, .processors_used = 8.0});
  tuner.set_bounds({3, 3});
  const auto change = tuner.read({.at = kSecond, .work_done = 8, .processors_used = 8.0});
  ASSERT_TRUE(change);
  EXPECT_EQ(change->to, 3U);
  EXPECT_EQ(change->reason, "at most 3 are allowed now");
}

TEST(WorkerTuner, APauseIsNoSlowness) {
  TunedRun steady(4, {.processors = 8, .disk = 4}, 5);
  steady.run(60);
  WorkerTuner tuner(4, {4, 4});
  (void)tuner.read({.at = 0, .processors_used = 4.0});
  for (int second = 1; second < 200; ++second) {
    const SteadyNs at = (second + (second > 100 ? 900 : 0)) * kSecond;
    EXPECT_FALSE(tuner.read({.at = at, .work_done = second * 4.0, .processors_used = 4.0}));
  }
}

}  // namespace
}  // namespace photosieve
