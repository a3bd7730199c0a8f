// The estimators of two other progress bars, by their published rules, for comparison.
//
// Tqdm       tqdm 4.67, tqdm/std.py, class EMA and update(): items and seconds between two prints
//            (at least 0.1 s apart, and `miniters` items, itself smoothed) are each smoothed with
//            0.3 a print, corrected for their beginning; remaining = items left / (items /
//            seconds).
// Indicatif  indicatif 0.18, src/state.rs, Estimator: speed smoothed twice by time, what is 15 s
// old
//            weighs 0.1 together with all before; silence counts as speed 0.
// Both are fed the time of processing, as if each pause had been told them (tqdm's unpause()).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace photosieve {

class Tqdm {
 public:
  void update(double items, double now) {
    done_ += items;
    if (done_ - printed_ < least_items_) return;
    const double seconds = now - printed_at_;
    if (seconds < kLeastSeconds) return;
    const double since = done_ - printed_;
    items_.add(since);
    seconds_.add(seconds);
    if (seconds >= kMostSeconds)
      least_items_ = since * kLeastSeconds / seconds;
    else
      least_items_ = least_.add(since * kLeastSeconds / seconds);
    printed_ = done_;
    printed_at_ = now;
  }
  [[nodiscard]] double left(double all, double now) const {
    const double speed = seconds_.value() > 0 ? items_.value() / seconds_.value() : done_ / now;
    return (all - done_) / speed;
  }

 private:
  static constexpr double kLeastSeconds = 0.1;
  static constexpr double kMostSeconds = 10;
  class Smoothed {
   public:
    double add(double value) {
      last_ = 0.3 * value + 0.7 * last_;
      rest_ *= 0.7;
      return this->value();
    }
    [[nodiscard]] double value() const { return rest_ < 1 ? last_ / (1 - rest_) : 0; }

   private:
    double last_ = 0;
    double rest_ = 1;
  };
  double done_ = 0;
  double printed_ = 0;
  double printed_at_ = 0;
  double least_items_ = 0;
  Smoothed items_;
  Smoothed seconds_;
  Smoothed least_;
};

class Indicatif {
 public:
  void update(double items, double now) {
    done_ += items;
    if (now <= told_at_) return;
    const double speed = (done_ - told_) / (now - told_at_);
    const double keep = weight(now - told_at_);
    once_ = once_ * keep + speed * (1 - keep);
    twice_ = twice_ * keep + once_ / (1 - weight(now)) * (1 - keep);
    told_ = done_;
    told_at_ = now;
  }
  [[nodiscard]] double left(double all, double now) const {
    const double keep = weight(now - told_at_);
    const double whole = 1 - weight(now);
    const double once = once_ * keep / whole;
    return (all - done_) / ((twice_ * keep + once * (1 - keep)) / whole);
  }

 private:
  static double weight(double age) { return std::pow(0.1, age / 15); }
  double done_ = 0;
  double told_ = 0;
  double told_at_ = 0;
  double once_ = 0;
  double twice_ = 0;
};

}  // namespace photosieve
