// What earlier runs teach TimeLeft: a diary of one run's estimates, the record that is left of it
// when the run has ended, and the prior that records of one machine make for the next run.
//
// The diary notes the raw estimate (that without the correction learnt here) each time another
// twentieth of the work is done. When the end is known, each note tells how far the true time was
// from it, and for how long it stood. Prior: the mean of the logarithms of speed and its spread
// between runs; the misses by what the estimate knew (time_left_misses.h), used only where that
// would have made the misses of runs that it has not seen smaller; and how wide the range must be
// for nine notes in ten (weighed by time, each run left out of its own correction) to hold. With
// few records all is drawn towards no correction. This is conformal prediction (V. Vovk,
// A. Gammerman, G. Shafer, Algorithmic Learning in a Random World, 2005) with whole runs left out.
// Threads: one. The diary allocates nothing; the prior is made once a run.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "model/time_left_record.h"
#include "publish/time_left.h"

namespace photosieve {

class TimeLeftDiary {
 public:
  // After each commit: `done` is the share of the work that is done, 0 to 1.
  void note(const TimeLeft& time_left, double done, SteadyNs now);
  // The run is complete: all of it was done at `end`.
  [[nodiscard]] TimeLeftRecord close(const TimeLeft& time_left, SteadyNs end) const;

 private:
  struct Entry {
    double at = 0;  // in active seconds
    TimeLeftRange range;
    TimeLeftSigns signs{};
  };
  std::array<Entry, TimeLeftRecord::kMostNotes> entries_{};
  std::size_t count_ = 0;
  std::size_t next_ = 1;  // twentieths
};

// Of runs on one machine; the order does not matter.
[[nodiscard]] TimeLeftPrior prior_of(std::span<const TimeLeftRecord> records);

}  // namespace photosieve
