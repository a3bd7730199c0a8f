// Flow: parts of a line, set on as few lines as they need.
//
// All on one line in their long form; if there is no room, those that have no short form are left
// out, the last one first. If there is none still, all in their short form on as many lines as it
// takes; one that is wider than a whole line is elided in its middle.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "console/style.h"

namespace photosieve {

struct FlowPart {
  std::string text;
  std::string brief;  // "": it may be left out
  Colour colour = Colour::kNone;
};

[[nodiscard]] std::vector<std::string> flow_lines(const std::vector<FlowPart>& parts,
                                                  std::size_t columns, const Style& style);

}  // namespace photosieve
