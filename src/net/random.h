// Random bytes from the kernel: identifiers that cannot be guessed, masks of frames, jitter.
//
// Threads  any.
// Cost     one system call for every 256 bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace photosieve::net {

[[nodiscard]] std::uint32_t random_u32();

// 20 letters, digits, '-' and '_': 120 bits.
[[nodiscard]] std::string random_id();

}  // namespace photosieve::net
