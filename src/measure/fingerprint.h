// fingerprint(): the PDQ hash of a photo in its eight turns and mirrorings, and its quality.
//
// Method   "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook,
//          2019): luma, two box filters each way, 64 x 64 samples, 16 x 16 frequencies of the DCT
//          without the constant ones, each compared with their median; quality from the gradients
//          of the 64 x 64 samples. The box filters and the sampling are linear, so they are taken
//          together as one row of weights a sample, which gives the same at a fraction of the cost.
//          A picture of more than 512 pixels on a side is reduced to 512 x 512 by area averages, as
//          the published tools do; those too are part of the weights. One of 1,024 pixels and more
//          on its short side starts from 4 x 4 means. docs/measures.md has the deviations.
// Range    hash: two pictures are alike within 31 bits of 256; quality 0 to 100, and below 50 the
//          hash says little.
// Errors   nothing for a photo of less than 5 pixels on a side.
// Threads  pure. Cost: about 0.05 ns a pixel of the photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "measure/survey.h"
#include "model/image.h"
#include "model/photo.h"

namespace photosieve {

[[nodiscard]] std::optional<Fingerprint> fingerprint(const PlaneView& luma, const Survey& survey);

// The number of bits in which two hashes differ.
[[nodiscard]] int distance(const PdqHash& a, const PdqHash& b);

}  // namespace photosieve
