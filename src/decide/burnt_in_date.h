// Burnt-in date: which lines of text that a network read are a date that a camera wrote into the
// photo.
//
// Such a date stands along the top or the bottom, in figures and the signs of dates. Lines that
// stand in one row there count together, since a reader often gets "2007." and "2.26" apart. What
// is found has a year of four figures, two figures after an apostrophe with the month or day
// behind, day and month and year with a sign between them, or a time with a colon; the names of
// months in English count as figures. Threads: pure. Cost: some microseconds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "model/seen.h"

namespace photosieve {

// Pointers into `texts`, from left to right; none where there is no date. `height`: of the photo.
[[nodiscard]] std::vector<const SeenText*> burnt_in_date(const std::vector<SeenText>& texts,
                                                         std::uint32_t height);

}  // namespace photosieve
