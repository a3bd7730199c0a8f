// JSON lines: an event as one line for a program to read, {"event": NAME, "data": {...}}.
//
// The data is the contract's; the line holds no newline of its own and ends with none.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/events.h"

namespace photosieve {

[[nodiscard]] std::string json_line(const Event& event);

}  // namespace photosieve
