// measure_horizon_tilt(): how far a photo is turned against what is level and upright in it.
//
// Method   Straight edges within 15 degrees of level or upright (segments.h) are found in a copy of
//          at most 512 pixels. Three witnesses, of which each must be sure of itself:
//          uprights  (buildings, trunks): nearly half of their length and more, and not at one
//                    place alone, leans alike within 1.25 degrees, give or take what changes evenly
//                    from left to right (verticals that converge are a camera that looks up, not
//                    one that is tilted). Told is the lean nearest to none in the middle two fifths
//                    of the width.
//          levels    (shelves, courses of brick): three fifths and more of their length, in several
//                    places, are parallel within 0.8 degrees.
//          a horizon one line that is seen along seven tenths of the width and more, while no other
//                    line as long as two fifths points elsewhere (as those of a road or a table
//                    do).
//          Where witnesses disagree, the one that says least is believed.
// Range    degrees; positive: turned against the clock, so that a horizon's right end is too high.
// Region   the horizon, where that is what tells it.
// Errors   nothing where no witness is sure: most photos without buildings, trunks or a horizon.
// Threads  pure. Cost: 1 to 3 ms a photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/finding.h"

namespace photosieve {

struct HorizonTilt {
  double degrees = 0;
  std::optional<Region> region;
};

[[nodiscard]] std::optional<HorizonTilt> measure_horizon_tilt(const Survey& survey);

}  // namespace photosieve
