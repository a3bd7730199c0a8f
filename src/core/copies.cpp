// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/copies.h"

namespace photosieve {

void Copies::settle() {
  next_to_settle_ = photos_.size() == 0 ? 0 : 1;
}

void Copies::take(std::uint32_t n, Action action, Actions& actions) {
  photos_.state(n).copying = true;
  ++with_mover_;
  actions.push_back(std::move(action));
}

void Copies::hand_out(Actions& actions) {
  // A photo that the mover still has goes to the back: its turn comes when that is done.
  for (std::size_t tries = to_stage_.size(); tries > 0 && with_mover_ < kMostWithMover; --tries) {
    const std::uint32_t n = to_stage_.front();
    to_stage_.pop_front();
    const PhotoState& state = photos_.state(n);
    if (state.copying || state.again) {
      to_stage_.push_back(n);
    } else if (!state.approved && state.leftover) {
      take(n, action::Unstage{n}, actions);
    } else if (state.approved && !state.staged && !state.placed && !state.copy_failed) {
      take(n, action::Stage{n}, actions);
    }
  }
  while (next_to_settle_ != 0 && with_mover_ < kMostWithMover) {
    const std::uint32_t n = next_to_settle_;
    const PhotoState& state = photos_.state(n);
    if (state.copying) return;
    if (state.approved && state.staged && !state.placed && !state.copy_failed) {
      take(n, action::Place{n}, actions);
    } else if (!state.approved && state.staged) {
      take(n, action::Unstage{n}, actions);
    }
    next_to_settle_ = n == photos_.size() ? 0 : n + 1;
  }
}

void Copies::ended(std::uint32_t n) {
  photos_.state(n).copying = false;
  --with_mover_;
}

void Copies::drop_waiting() {
  to_stage_.clear();
  next_to_settle_ = 0;
}

}  // namespace photosieve
