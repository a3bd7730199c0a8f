// measure_hot_pixels(): coloured specks of single sites of the sensor that read too high.
//
// Method   A site that reads high lights one colour of one pixel, and demosaicing gives half of it
// to
//          the pixels beside it (RGGB; B. E. Bayer, 1976). In smooth tiles (at most 256, spread
//          over the photo), a hot pixel is a pixel above all of its eight neighbours, above the
//          ring at a distance of two by 10 levels and 6 sigma of the noise, while that ring itself
//          is even; and its chroma stands out of that four pixels away, by 5 levels. Stars and
//          glints are white, and wider at 100 %; texture is not even around.
// Range    specks a megapixel of what was looked at; 0 where fewer than three are seen, which
//          dust in the air or a lamp far away may be.
// Errors   nothing for a grey photo, or one with less than 0.1 megapixels of smooth tiles.
// Threads  pure. Cost: 1 ms a photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

struct HotPixels {
  double per_megapixel = 0;
  std::optional<Region> region;  // 32 pixels around the clearest
};

[[nodiscard]] std::optional<HotPixels> measure_hot_pixels(const Image& image, const Survey& survey,
                                                          double noise_sigma);

}  // namespace photosieve
