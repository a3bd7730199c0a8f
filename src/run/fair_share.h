// fair_shares(): how many workers each of several sessions gets.
//
// All are filled up evenly; a session with a limit of its own gets no more than that, and the
// others share what it leaves. Each gets at least one, so that the sum may exceed `workers` where
// there are more sessions than workers. What cannot be shared evenly goes to the first.
// Threads: pure. Cost: workers x sessions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace photosieve {

// `limits`: the most that each session wants; 0: no limit.
[[nodiscard]] std::vector<std::uint32_t> fair_shares(std::uint32_t workers,
                                                     std::span<const std::uint32_t> limits);

}  // namespace photosieve
