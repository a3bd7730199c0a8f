// measure_exposure(): brightness, contrast, and the area where light or shadow lost its texture.
//
// Method   4 x 4 means of luma, with the chroma of the block's middle. A block is blown where at
//          least two of red, green and blue are 253 and more, and blocked where none is above 5:
//          texture of any kind inside the block keeps it from either. Blown or blocked blocks count
//          only where they hang together (4-neighbours) over at least 0.02 % of the photo:
//          catchlights and glints are no fault. A part that takes three quarters of the photo's
//          border is a backdrop (an object on white or black) and does not count either, unless it
//          takes more than nine tenths of the photo.
// Range    percent of the photo's area; levels 0 to 255.
// Errors   nothing for a photo of less than 4 pixels on a side.
// Threads  pure. Cost: about 0.2 ns a pixel of the photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

struct Clipped {
  double percent = 0;
  std::optional<Region> region;  // around the largest connected part
};

struct Exposure {
  Clipped highlights;
  Clipped shadows;
  double brightness = 0;  // mean luma
  double contrast = 0;    // 95th less 5th percentile of the blocks' luma
  double peak = 0;        // 99th percentile of the blocks' brightest channel
};

[[nodiscard]] std::optional<Exposure> measure_exposure(const Image& image, const Survey& survey);

}  // namespace photosieve
