// FaceFinder: where faces are in a photo, by BlazeFace.
//
// Squares as high as the photo (as wide, where it is upright), a quarter of each over the next, are
// searched at 256 pixels. What may be a face there is cut out of the photo itself and looked at
// three times more, in another scale or by another network: what is a face stays one. The certainty
// is the mean of the four; an animal's face, a stone or a leaf convinces one of them, hardly all.
// Input    an upright image. Faces from 6 % of the photo's shorter side are found, frontal and half
//          turned ones; at most kMostFaces, the most certain first.
// Errors   kRetry: the network failed. Threads  one. Memory: some MB.
// Cost     4 ms a square, of which a photo of 3:2 has two; 5 ms for each thing like a face.
// Source   V. Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs",
//          2019, for the networks; that they are asked four times is ours, and measured
//          (docs/measures.md).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/image.h"
#include "model/seen.h"
#include "see/patch.h"
#include "see/runtime.h"

namespace photosieve {

class FaceFinder {
 public:
  // From a folder with the networks' files (tools/networks.tsv).
  [[nodiscard]] static Result<FaceFinder> load(const Runtime& runtime, const std::string& folder);
  [[nodiscard]] Result<std::vector<SeenFace>> find(const Image& image);

 private:
  FaceFinder(Network far, Network near) : far_(std::move(far)), near_(std::move(near)) {}

  struct Candidate {
    double score = 0;  // 0 to 1
    Box box;
  };
  // What a network sees in a square patch; boxes in shares of its side.
  static Result<std::vector<Candidate>> look(Network& network, const Patch& patch,
                                             std::size_t stride, double least);
  [[nodiscard]] Result<double> look_again(Network& network, const Image& image,
                                          const Candidate& candidate, double scale);

  Network far_;   // 256 pixels
  Network near_;  // 128 pixels
};

}  // namespace photosieve
