// Recorded: traces of real runs, as bench/time_left/record writes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "trace.h"

namespace photosieve {

struct RecordedTrace {
  std::string collection;  // "mixed" of mixed-1.tsv
  Trace trace;
};

// All of a folder, by name; none where it cannot be read.
[[nodiscard]] std::vector<RecordedTrace> recorded(const std::string& folder);

}  // namespace photosieve
