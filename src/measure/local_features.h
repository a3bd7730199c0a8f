// measure_local_features(): places of a photo that are found again in its copies.
//
// Method   The photo is reduced to an area of 65,536 pixels. Places are extrema of differences of
//          Gaussians over place and scale, without edges (D. Lowe, "Distinctive Image Features from
//          Scale-Invariant Keypoints", 2004), those kept that are the strongest within the widest
//          radius (M. Brown et al., "Multi-Image Matching using Multi-Scale Oriented Patches",
//          2005). A place's direction is the peak of its histogram of gradients. 25 samples around
//          it, on three rings, the outer ones blurred more, are compared in 128 pairs, a bit each
//          (S. Leutenegger et al., "BRISK", 2011): brightness, contrast and colour do not matter.
//          Pair i + 64 is pair i mirrored about the direction, so the same place in the mirrored
//          photo has the same two words the other way round.
// Errors   nothing for a photo of less than 32 pixels on a side or longer than 1 : 16.
// Threads  pure. Cost: docs/measures.md; it does not grow with the photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/image.h"
#include "model/local_features.h"

namespace photosieve {

[[nodiscard]] std::optional<LocalFeatures> measure_local_features(const PlaneView& luma,
                                                                  const Survey& survey);

}  // namespace photosieve
