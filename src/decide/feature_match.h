// match_features(): whether one photo shows what another shows, and how it was moved.
//
// Method   Each place of one photo takes the most alike place of the other. Every such pair
// proposes
//          a movement (turn, scale, shift, mirrored or not); the one that most others agree with is
//          fitted to them by least squares (M. Fischler, R. Bolles, "Random Sample Consensus",
//          1981, with every pair tried). What agrees is counted, and over how much of the picture
//          it is spread. Then the sketches, moved the same way, are compared.
// Meaning  `agreeing` of `shared`: places that agree, of those that lie in what both photos show.
// Threads  pure. Cost: some 50 us for two photos of 64 places.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/local_features.h"

namespace photosieve {

struct FeatureMatch {
  int agreeing = 0;  // places
  int shared = 0;    // of the photo that has fewer
  int spread = 0;    // of 16 equal parts of the first photo, those in which places agree
  bool mirrored = false;
  double degrees = 0;   // that the first is turned by, clockwise, -180 to 180, to be as the second
  double scale = 1;     // of the first in the second, of equal areas
  double covered = 0;   // 0 to 1: how much of the area of the photo that shows more both show
  double likeness = 0;  // -1 to 1: correlation of the sketches in what both show
};

[[nodiscard]] FeatureMatch match_features(const LocalFeatures& first, const LocalFeatures& second);

}  // namespace photosieve
