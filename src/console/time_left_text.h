// Time left as text: "12 to 15 min left", and when that will be: "done 14:32 CET".
//
// Whole units that do not flicker, rounded up: seconds below a minute, minutes below an hour, then
// hours and minutes. A range is one where its ends differ in what is shown; its upper end is P90.
// The clock is that of the machine's zone, named; with the weekday, where it is not within a day.
// Threads: any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace photosieve {

// "almost done", "26 min left", "12 to 15 min left", "50 s to 2 min left", "1 h 02 min left".
[[nodiscard]] std::string left_in_words(double p50_seconds, std::optional<double> p90_seconds);

// "done 14:32 CET", "done Fri 02:10 CET"; `seconds` is how far away that is.
[[nodiscard]] std::string end_in_words(WallMs end, double seconds);

}  // namespace photosieve
