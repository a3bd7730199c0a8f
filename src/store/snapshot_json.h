// The numbers kept with a milestone, as JSON text.
//
// Errors: a text that is not such JSON gives what of it could be read. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/events.h"

namespace photosieve {

[[nodiscard]] std::string snapshot_to_text(const PerformanceSnapshot& snapshot);
[[nodiscard]] PerformanceSnapshot snapshot_from_text(const std::string& text);

}  // namespace photosieve
