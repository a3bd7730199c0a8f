// photo_cost(): how much work a photo is before anything of it was read, for the time left.
//
// In bytes of JPEG that take as long: a byte of another format is worth more or less (the factors
// were measured by `bench/time_left/costs`, docs/time-left.md), and each photo a little for itself,
// so that small ones are not free and empty ones not endless. Only the name and the size are looked
// at; what has another name than its content costs as its name says.
// Threads: pure. Cost: a few comparisons.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace photosieve {

// `path` or a file's name alone; what has no photo's extension counts as JPEG.
[[nodiscard]] double photo_cost(std::string_view path, std::uint64_t bytes);

}  // namespace photosieve
