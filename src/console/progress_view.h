// Progress view: numbers to lines.
//
// progress_line   one line for a terminal of so many columns, never wider: the count and share
//                 first, then what was decided, speed, time left, a bar and the file's name as
//                 there is room: a range from 60 columns on, the clock time of the end from 120.
// plain_line      one line for a log: no control characters, all numbers, whatever its width.
// event_line      an event that stays above the progress line (a milestone, a stage, an error);
//                 "" for events that have no line of their own.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "console/style.h"
#include "model/events.h"

namespace photosieve {

[[nodiscard]] std::string progress_line(const ProgressUpdate& update, bool paused,
                                        std::size_t columns, const Style& style);
[[nodiscard]] std::string plain_line(const ProgressUpdate& update, bool paused);
[[nodiscard]] std::string event_line(const Event& event, const Style& style);

// "1002/20000 (5.01%)"
[[nodiscard]] std::string count_and_share(const ProgressUpdate& update);

// "paused", "looking for photos", "comparing"; "" while photos are judged.
[[nodiscard]] std::string stage_word(const ProgressUpdate& update, bool paused);

}  // namespace photosieve
