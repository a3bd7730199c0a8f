// What a run teaches of the time left, as JSON text.
//
// Errors: a text that is not such a record has no value. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "model/time_left_record.h"

namespace photosieve {

[[nodiscard]] std::string time_left_to_text(const TimeLeftRecord& record);
[[nodiscard]] std::optional<TimeLeftRecord> time_left_from_text(const std::string& text);

}  // namespace photosieve
