// text_marks(): lines of text in what a detection network marked.
//
// Input    a map of 0 to 1, row by row: how likely each pixel is the core of a line.
// Output   a turned box around each patch of marked pixels that hang together, widened as much as
//          the network was trained to leave away; those with the most marks first. A
//          line's width runs along its longer side; one that hardly leans lies level.
// Errors   none. Threads  pure. Cost: one pass over the map.
// Source   M. Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "see/patch.h"

namespace photosieve {

struct TextMark {
  TurnedBox box;      // in pixels of the map
  double weight = 0;  // the sum of the marks
};

[[nodiscard]] std::vector<TextMark> text_marks(const std::vector<float>& map, std::size_t width,
                                               std::size_t height);

}  // namespace photosieve
