// A bucket of a session's history as bytes: version, which fields are known, then each known
// field's numbers, little-endian.
//
// Version 1 is a single moment (a number a field), version 2 more of them (minimum, mean, maximum
// as 32-bit floats, and how many moments knew the field). Times and the number of moments are
// columns beside it. 32-bit floats hold every field to seven digits.
// Errors: nothing for bytes that this program did not write. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "model/performance_series.h"

namespace photosieve {

[[nodiscard]] std::string performance_bytes(const PerformanceBucket& bucket);
// Fills the fields; false: not such bytes.
[[nodiscard]] bool performance_from_bytes(std::string_view bytes, PerformanceBucket& bucket);

}  // namespace photosieve
