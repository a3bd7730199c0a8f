// measure_motion(): how far the camera or the subject moved while the shutter was open, and which
// way.
//
// Method   Movement widens the edges across its way and takes the fine detail along its way, and
//          leaves both at right angles to it. For each of twelve directions two witnesses are
//          asked, each comparing the direction with that at right angles: the edges (their 5th
//          percentile of width, the difference of the squares less a tenth for chance), and the
//          spectrum (the fall of power from low to high frequencies, the mean of its logarithm over
//          all tiles, in the pair of bands that shows it best). What both say counts, in the
//          direction where they say most. Softness that is the same all round has none, and where
//          only edges or only texture lie one way (waves, blinds) the other witness does not agree.
//          The spectrum is never believed alone: of graphic photos it says anything.
//          How long a movement of 3 pixels and more is, half the size tells as well, where its
//          edges can be followed to the end; the longer of both is told.
// Length   of an even movement, in pixels. Below 2.5 pixels it may be the picture itself.
// Direction  degrees, 0 to the right, 90 upwards, 0 to 180; nothing below 2.5 pixels.
// Errors   nothing for a photo without 48 edges.
// Threads  pure. Cost: little beside the fine detail.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "measure/fine_detail.h"

namespace photosieve {

struct Motion {
  double length = 0;                // pixels
  std::optional<double> direction;  // degrees
};

// `halved`: find_halved_detail's.
[[nodiscard]] std::optional<Motion> measure_motion(const std::vector<DetailedTile>& tiles,
                                                   const std::vector<DetailedTile>& halved);

}  // namespace photosieve
