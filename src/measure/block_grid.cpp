// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/block_grid.h"

namespace photosieve {

BlockGrid block_grid(const PlaneView& luma, int orientation) {
  // Blocks begin at the file's upper left corner. Where that is on the right or below, what is cut
  // off of the last block lies on the left or above.
  const bool from_right =
      orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool from_below =
      orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  return {from_right ? luma.width % BlockGrid::kSide : 0,
          from_below ? luma.height % BlockGrid::kSide : 0, orientation >= 5};
}

}  // namespace photosieve
