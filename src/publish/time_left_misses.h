// TimeLeftMisses: how far estimates of earlier runs were off when they knew what this one knows.
//
// at() is the middle (weighted median) of the misses that were noted under similar signs: a note
// counts by a bell over how far its signs lie from those asked for, and a little says "no miss",
// the less the more runs there are. The middle and not the mean: the P50 is a middle, and some runs
// miss by far.
// Method: local quantile regression by a kernel (K. Yu, M. C. Jones, "Local linear quantile
// regression", J. Am. Stat. Assoc. 93 (1998)), of degree 0.
// Memory: 32 bytes a note. Cost: 20 ns a note, nothing is allocated. Threads: plain data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "model/time_left_record.h"

namespace photosieve {

class TimeLeftMisses {
 public:
  struct Known {
    double miss = 0;    // ln(true / P50)
    double weight = 0;  // all notes of a run together have 1
    TimeLeftSigns signs{};
    std::size_t run = 0;
  };
  static constexpr std::size_t kNoRun = std::numeric_limits<std::size_t>::max();

  TimeLeftMisses() = default;
  explicit TimeLeftMisses(std::vector<Known> known);

  // 0 where nothing is known; what the run `without` knew is left out. Between -1 and 1.
  [[nodiscard]] double at(const TimeLeftSigns& signs, std::size_t without = kNoRun) const;
  [[nodiscard]] bool empty() const { return known_.empty(); }

 private:
  std::vector<Known> known_;  // by miss, the smallest first
  double no_miss_ = 0;        // what "no miss" counts, in runs
};

}  // namespace photosieve
