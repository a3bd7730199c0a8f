// TextReader: the characters of a line of text, by PP-OCR's recognition network.
//
// Knows Latin letters, digits, signs and Chinese characters; of other scripts (Thai, Arabic,
// Cyrillic, ...) it reads nonsense, and is not sure of it.
// Input    an upright image and a line in it, at any angle. One that stands upright is read from
//          both ends.
// Output   the words and how sure it is: the mean over the characters, in percent; of fewer than
//          three letters or digits so many thirds of it: one or two are soon seen in anything.
// Errors   kRetry: the network failed. Threads  one.
// Cost     13 ms a line of seven times its height, in proportion.
// Source   PaddleOCR's PP-OCRv4; A. Graves et al., "Connectionist Temporal Classification", 2006.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/image.h"
#include "see/patch.h"
#include "see/runtime.h"

namespace photosieve {

struct ReadLine {
  std::string words;     // UTF-8, at most 80 bytes, without control characters
  double certainty = 0;  // percent
};

class TextReader {
 public:
  [[nodiscard]] static Result<TextReader> load(const Runtime& runtime, const std::string& folder);
  [[nodiscard]] Result<ReadLine> read(const Image& image, const TurnedBox& line);

 private:
  TextReader(Network network, std::vector<std::string> characters)
      : network_(std::move(network)), characters_(std::move(characters)) {}
  [[nodiscard]] Result<ReadLine> read_once(const Image& image, const TurnedBox& line);
  [[nodiscard]] ReadLine words_of(const Tensor& chances) const;

  Network network_;
  std::vector<std::string> characters_;  // by class: nothing, the file's lines, a space
};

}  // namespace photosieve
