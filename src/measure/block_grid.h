// BlockGrid: where the 8 x 8 blocks of a JPEG lie in its upright picture.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "model/image.h"

namespace photosieve {

struct BlockGrid {
  static constexpr std::size_t kSide = 8;

  std::size_t x = 0;  // where the first whole block begins: 0 to 7
  std::size_t y = 0;
  bool turned = false;  // rows of the file are columns of the picture
};

// `orientation`: the file's (EXIF), 1 to 8; `luma`: the upright picture.
[[nodiscard]] BlockGrid block_grid(const PlaneView& luma, int orientation);

}  // namespace photosieve
