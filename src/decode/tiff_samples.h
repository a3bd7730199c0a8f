// unpack(): one channel of a row of interleaved samples, as a TIFF stores them, to bytes.
//
// Threads: pure. Errors: none. Cost: below 1 ns a sample.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace photosieve {

struct TiffSamples {
  int bits = 8;  // 1, 2, 4 (the first one highest in its byte), 8, or 16 (machine order)
  bool are_indices = false;  // fewer than 8 bits are then left as they are, not spread
};

struct TiffChannel {
  std::size_t of = 1;  // channels that are stored together
  std::size_t number = 0;
};

// v / 257, rounded: 65535 is 255.
[[nodiscard]] constexpr std::uint8_t eight_of_sixteen(std::uint16_t value) {
  return static_cast<std::uint8_t>((value + 128) / 257);
}

void unpack(const std::uint8_t* row, TiffSamples samples, TiffChannel channel, std::size_t width,
            std::uint8_t* to);

}  // namespace photosieve
