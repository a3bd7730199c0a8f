// Mover: does what the core wants done with copies, in groups that are made durable together.
//
// step() waits for a job, takes those that wait behind it, does them, syncs once, and only then
// reports each. It is the body of a thread that run/ starts: while (mover.step()) {}.
// Errors   in the reports; a failed sync turns a group's successes into failures.
// Threads  step() is one thread's; the queue is any's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/bounded_queue.h"
#include "record/staging.h"

namespace photosieve {

struct MoveJob {
  enum class What : std::uint8_t { kStage, kPlace, kReplace, kUnstage };
  What what = What::kStage;
  std::uint32_t n = 0;
  std::string path;  // relative to the input, and to the output
  Hash128 content;   // of the judged bytes
};

class Mover {
 public:
  Mover(Staging& staging, BoundedQueue<MoveJob>& jobs, std::function<void(MoveReport)> report)
      : staging_(staging), jobs_(jobs), report_(std::move(report)) {}

  // False once the queue is closed and all jobs are done.
  [[nodiscard]] bool step();

 private:
  static constexpr std::size_t kMostInAGroup = 32;

  [[nodiscard]] MoveReport perform(const MoveJob& job);

  Staging& staging_;
  BoundedQueue<MoveJob>& jobs_;
  std::function<void(MoveReport)> report_;
};

}  // namespace photosieve
