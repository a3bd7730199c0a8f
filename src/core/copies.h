// Copies: which photos are to be staged, placed or removed, and how many the mover has at once.
//
// While photos are judged, approved ones are staged. After reviewing, staged copies of photos that
// are still approved are placed and the others removed. Only so many jobs are with the mover at
// once; the rest waits here as numbers.
// Threads: one. Memory: four bytes a photo that waits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>

#include "core/action.h"
#include "core/photo_table.h"

namespace photosieve {

class Copies {
 public:
  explicit Copies(PhotoTable& photos) : photos_(photos) {}

  // Wants photo n's staged copy as its decision says: made, or removed where one is left over;
  // after whatever the mover already does with it.
  void stage(std::uint32_t n) { to_stage_.push_back(n); }
  // After reviewing: wants each photo's copy where it belongs.
  void settle();
  // Hands jobs to the mover as long as it has room.
  void hand_out(Actions& actions);
  // The mover is done with n, whatever the outcome.
  void ended(std::uint32_t n);
  // Forgets what waits; what the mover has still ends.
  void drop_waiting();

  [[nodiscard]] bool staging_done() const { return to_stage_.empty() && with_mover_ == 0; }
  [[nodiscard]] bool settled() const { return next_to_settle_ == 0 && staging_done(); }
  [[nodiscard]] std::uint32_t with_mover() const { return with_mover_; }

 private:
  static constexpr std::uint32_t kMostWithMover = 64;

  void take(std::uint32_t n, Action action, Actions& actions);

  PhotoTable& photos_;
  std::deque<std::uint32_t> to_stage_;
  std::uint32_t next_to_settle_ = 0;  // 0: not settling, or done
  std::uint32_t with_mover_ = 0;
};

}  // namespace photosieve
