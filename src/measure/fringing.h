// measure_fringing(): lateral colour, the fringes that a lens leaves at edges towards the corners.
//
// Meaning  A lens images red, green and blue at slightly different sizes: they lie apart along the
//          radius, the farther from the middle, the more. The value is how far apart in the corners
//          those two lie that are farthest from each other; where only red or only blue has edges
//          (a yellow flower), how far that one lies from luma.
// Method   In each of the 240 tiles with the strongest edges, at half of the luma's size and
//          smoothed a little (1 2 1), red less luma and blue less luma are taken as a + b * luma +
//          c * (its slope across and down), by least squares: c is by how much the colour's edge is
//          displaced against luma's (a shift as the first term of Taylor's series, as in B. D.
//          Lucas, T. Kanade, "An iterative image registration technique", 1981), whatever colours
//          meet there. The displacements of each colour, each as sure as its tile's edges make it
//          along and across, are then laid through a shift of the whole photo (what a crop off the
//          middle, or chroma that is stored beside its place, leaves) and a growth with the radius,
//          by weights that let go of tiles which do not agree. Model of the growth: J. Mallon, P.
//          F. Whelan, "Calibration and removal of lateral chromatic aberration in images", Pattern
//          Recognition Letters 28 (2007), first term.
// Units    pixels of the photo; a few tenths are any lens's, from 2 on it is seen at 100 %.
// Region   the tile that tells most of it: strong edges far from the middle.
// Errors   nothing for a grey photo, one whose chroma is stored at a quarter and less of the size
//          each way, one with too few edges in colour, or where they do not agree (standard error
//          above 0.3 pixels and a tenth of the value).
// Threads  pure. Cost: 240 tiles a photo, about 1.5 ms.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

struct Fringing {
  double apart = 0;  // pixels in the corners
  Region region;
};

[[nodiscard]] std::optional<Fringing> measure_fringing(const Image& image, const Survey& survey);

}  // namespace photosieve
