// measure_sharpness(): how sharp the sharpest part of a photo is at 100 %.
//
// Method   Of the tiles with the strongest fine detail (fine_detail.h) two things are taken. The
//          edge width is the 1st percentile of all their edges; a photo without 64 edges (fog, a
//          plain sky) has none, and cannot be called out of focus. The detail width is that of the
//          Gaussian which explains how the spectrum falls from 0.14 to 0.42 cycles a pixel beyond
//          1 / f^2, in the sharpest quarter of the tiles; where noise makes up half of the high
//          frequencies, the edges speak alone.
// Points   of the geometric mean of both: 100 for 1 pixel and less, 60 for 2.5, 0 for 10 and more
//          (logarithmic).
// Area     share of the textured tiles whose finest detail stands to their coarse contrast as in a
//          sharp photo. Low with a shallow depth of field; it decides nothing.
// Region   the tile with the narrowest edges.
// Threads  pure. Cost: little beside the fine detail.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "measure/fine_detail.h"
#include "measure/survey.h"
#include "model/finding.h"

namespace photosieve {

struct Sharpness {
  double edge_width = 0;  // pixels, 10-90 %
  double points = 0;      // 0 to 100
  Region region;
};

[[nodiscard]] std::optional<Sharpness> measure_sharpness(const std::vector<DetailedTile>& tiles,
                                                         const Survey& survey, double noise_sigma);

// Percent; nothing for a photo without a textured tile.
[[nodiscard]] std::optional<double> measure_sharp_area(const Survey& survey, double noise_sigma);

}  // namespace photosieve
