// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left_misses.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace photosieve {
namespace {

constexpr double kMostMiss = 1;
constexpr double kDrawnToNothing = 0.6;  // of a run, shared by all runs
// How far two signs lie apart before one tells little of the other.
constexpr TimeLeftSigns kAlike{0.2, 0.12, 0.2, 0.08};

double alike(const TimeLeftSigns& a, const TimeLeftSigns& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double apart = (a[i] - b[i]) / kAlike[i];
    squares += apart * apart;
  }
  return std::exp(-squares / 2);
}

}  // namespace

TimeLeftMisses::TimeLeftMisses(std::vector<Known> known) : known_(std::move(known)) {
  std::size_t runs = 1;
  for (Known& one : known_) {
    one.miss = std::clamp(one.miss, -kMostMiss, kMostMiss);
    runs = std::max(runs, one.run + 1);
  }
  no_miss_ = kDrawnToNothing / static_cast<double>(runs);
  std::stable_sort(known_.begin(), known_.end(),
                   [](const Known& a, const Known& b) { return a.miss < b.miss; });
}

double TimeLeftMisses::at(const TimeLeftSigns& signs, std::size_t without) const {
  const auto counts = [&](const Known& one) {
    return one.run == without ? 0 : one.weight * alike(one.signs, signs);
  };
  double all = no_miss_;
  double below = 0;  // of misses below 0
  for (const Known& one : known_) {
    const double count = counts(one);
    all += count;
    if (one.miss < 0) below += count;
  }
  // "No miss" stands between those below 0 and those above.
  double sum = below >= all / 2 ? 0 : below + no_miss_;
  if (below < all / 2 && sum >= all / 2) return 0;
  for (const Known& one : known_) {
    if (below < all / 2 && one.miss < 0) continue;
    sum += counts(one);
    if (sum >= all / 2) return one.miss;
  }
  return 0;
}

}  // namespace photosieve
