// measure_resampling(): whether a photo was enlarged, by the pattern that computing pixels
// leaves.
//
// Method   Pixels that are computed from their neighbours vary less than others, and how
//          much less comes again and again with the distance of the pixels they are computed
//          from (A. C. Gallagher, "Detection of linear and cubic interpolation in JPEG
//          compressed images", 2005). Across and down, the second differences, cut off at 2
//          levels so that the grain counts and not the subject, are averaged over each
//          column and each row, taken relative to their surroundings, and their spectrum is
//          looked at: a pattern is a peak above the spectrum's own level in both directions.
//          JPEG's blocks repeat every 8 pixels and make images of a peak at eighths beside
//          it, so the spectrum is folded by eighths, the eighths themselves are left out,
//          and the three highest images count. An enlargement by exactly 2 hides behind the
//          blocks; there the differences within and between pairs of pixels are compared
//          inside the blocks.
// Range    strength, 0 to 100 times what surrounds it; untouched photos have up to about 4.
// Errors   nothing for photos of less than 512 pixels on a side, or without grain (flat
//          graphics).
// Threads  pure. Cost: 0.6 ns a pixel for the first 4 megapixels; little more for
//          the others.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/block_grid.h"
#include "model/image.h"

namespace photosieve {

[[nodiscard]] std::optional<double> measure_resampling(const PlaneView& luma,
                                                       const BlockGrid& grid);

}  // namespace photosieve
