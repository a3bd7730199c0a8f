// TextFinder: where lines of text are in a photo, by PP-OCR's detection network.
//
// The photo is made small (640 pixels on its longer side), and only the part of it that has fine
// contrast at all is searched: a line is where the network marks pixels that hang together. Lines
// may lie at any angle.
// Input    an upright image. Lines are found from letters of 2 % of the height of a photo of 3:2
//          on, whatever the script; not all that is found is text: ask the reader.
// Output   at most kMostTexts lines, the largest and clearest first.
// Errors   kRetry: the network failed. Threads  one. Memory: about 60 MB while it runs.
// Cost     up to 40 ms; nothing where there is no contrast.
// Source   M. Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020
//          (thresholds and widening of boxes too); PaddleOCR's PP-OCRv4 for the network.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/image.h"
#include "see/patch.h"
#include "see/runtime.h"

namespace photosieve {

class TextFinder {
 public:
  [[nodiscard]] static Result<TextFinder> load(const Runtime& runtime, const std::string& folder);
  [[nodiscard]] Result<std::vector<TurnedBox>> find(const Image& image);

 private:
  explicit TextFinder(Network network) : network_(std::move(network)) {}

  Network network_;
};

}  // namespace photosieve
