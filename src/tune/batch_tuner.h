// tuned_batch(): how many photos a batch should have, so that it takes a worker some seconds.
//
// A batch is what is leased to a worker at a time and, when it ends, committed: a long one loses
// more to a crash and makes the commits lumpy, a short one makes the coordinator work for nothing.
// Six seconds of one worker's time is the aim, 4 to 64 photos; within a factor of 1.5 of that a
// batch stays as it is.
// Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace photosieve {

// `seconds_a_photo`: what one takes in a worker, in the mean of the recent ones. Nothing: stay.
[[nodiscard]] std::optional<std::uint32_t> tuned_batch(std::uint32_t batch_size,
                                                       double seconds_a_photo);

}  // namespace photosieve
