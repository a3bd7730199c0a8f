// Seen: what networks saw in one photo.
//
// Made by see/, read by decide/. A list that is not there was not looked for, which is something
// else than an empty one. Certainties are in percent; a profile says from which on they count.
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.h"

namespace photosieve {

inline constexpr std::size_t kMostFaces = 16;
inline constexpr std::size_t kMostTexts = 8;

struct SeenFace {
  Region region;         // from the hair to the chin
  double certainty = 0;  // percent
  double height = 0;     // percent of the photo's height
};

// One line of text.
struct SeenText {
  Region region;
  double certainty = 0;  // percent: how sure the reader is of its characters, on average
  double height = 0;     // of the line, percent of the photo's height
  std::string words;     // UTF-8, at most 80 bytes
};

struct Seen {
  std::optional<std::vector<SeenFace>> faces;  // the most certain first
  std::optional<std::vector<SeenText>> texts;  // the most certain first
};

}  // namespace photosieve
