// TimeLeftRecord: what a run that ended teaches the time left of later ones on the same machine.
//
// A note was made each time another twentieth of the work was done: how far the true time was from
// the estimate (publish/time_left_history.h says how these are used).
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace photosieve {

// What an estimate's miss may hang on (TimeLeft::signs says what each number is).
using TimeLeftSigns = std::array<double, 4>;

struct TimeLeftRecord {
  struct Note {
    double miss = 0;    // ln(true / P50)
    double width = 0;   // ln(P90 / P50)
    double weight = 0;  // seconds of processing that the estimate stood for
    TimeLeftSigns signs{};
    friend bool operator==(const Note&, const Note&) = default;
  };
  static constexpr std::size_t kMostNotes = 20;

  double cost_a_second = 0;
  std::array<Note, kMostNotes> notes{};
  std::size_t count = 0;
  friend bool operator==(const TimeLeftRecord&, const TimeLeftRecord&) = default;
};

}  // namespace photosieve
