// SPDX-License-Identifier: Apache-2.0
#include "net/timer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace photosieve::net {
namespace {

struct Note {
  std::vector<int>* said;
  int number;
  static void say(void* self) {
    auto* note = static_cast<Note*>(self);
    note->said->push_back(note->number);
  }
};

TEST(TimerHeap, RunsWhatIsDueInTheOrderOfDeadlines) {
  TimerHeap heap;
  std::vector<int> said;
  std::vector<std::unique_ptr<Note>> notes;
  std::vector<std::unique_ptr<Timer>> timers;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same order in every run
  std::vector<int> deadlines(200);
  for (int i = 0; i < 200; ++i) deadlines[static_cast<std::size_t>(i)] = i;
  std::shuffle(deadlines.begin(), deadlines.end(), random);
  for (const int deadline : deadlines) {
    notes.push_back(std::make_unique<Note>(Note{&said, deadline}));
    timers.push_back(std::make_unique<Timer>(heap, notes.back().get(), Note::say));
    timers.back()->set(1000 - deadline);  // moved below
    timers.back()->set(deadline);
  }
  for (std::size_t i = 0; i < timers.size(); i += 3) timers[i].reset();  // cancelled by their end
  heap.run_due(150);
  std::vector<int> expected;
  for (std::size_t i = 0; i < deadlines.size(); ++i)
    if (i % 3 != 0 && deadlines[i] <= 150) expected.push_back(deadlines[i]);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(said, expected);
  EXPECT_GT(heap.earliest(), 150);
}

struct Restless {
  TimerHeap heap;
  Timer timer{heap, this, [](void* self) {
                auto* restless = static_cast<Restless*>(self);
                ++restless->runs;
                restless->timer.set(0);
              }};
  int runs = 0;
};

TEST(TimerHeap, DoesNotLetATimerHoldTheLoop) {
  Restless restless;
  restless.timer.set(0);
  restless.heap.run_due(10);
  EXPECT_EQ(restless.runs, 1);
  restless.heap.run_due(10);
  EXPECT_EQ(restless.runs, 2);
}

}  // namespace
}  // namespace photosieve::net
