// write_jpeg(): planes of one size to a JPEG, for thumbnails.
//
// Input    luma, and chroma of the same size or none (grey); a side of 1 to 65,500 pixels.
// Errors   kPhoto when the library refuses. std::bad_alloc leaves when memory ran out.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/image.h"

namespace photosieve {

// `quality` 1 to 100, as the IJG counts. Chroma is stored in half the size each way.
[[nodiscard]] Result<std::vector<std::uint8_t>> write_jpeg(const Image& image, int quality);

}  // namespace photosieve
