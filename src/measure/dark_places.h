// Places that are darker than the ground around them on all sides: where to look for specks.
//
// Method   On the survey's means of 4 x 4 pixels, each block against four pairs of blocks opposite
//          each other, `reach` blocks away: it is dark where the lowest pair is brighter by 1.25
//          levels and a 64th of its own level, and the pairs differ by less than half of that. (A
//          pair's mean is the ground's, be it a slope.)
// Result   of each cell of reach x reach blocks the clearest place, at most 24 of the photo, the
//          clearest (darker by more than the ground is restless) first.
// Threads  pure. Cost: 2 to 3 ns a block looked at.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "measure/survey.h"

namespace photosieve {

struct DarkPlace {
  std::size_t x = 0;  // blocks
  std::size_t y = 0;
  int dark = 0;      // below the ground, sums of 32 pixels
  int restless = 0;  // of the ground, the same, plus 1

  [[nodiscard]] bool clearer_than(const DarkPlace& other) const {
    // By dark / restless, without a division.
    return std::int64_t{dark} * other.restless > std::int64_t{other.dark} * restless;
  }
};

struct Surroundings {
  std::size_t reach;  // blocks, along the axes; not 0
  std::size_t slant;  // along both, at most `reach`
  std::size_t every;  // row of blocks
};

[[nodiscard]] std::vector<DarkPlace> dark_places(const Survey& survey,
                                                 const Surroundings& surroundings);

}  // namespace photosieve
