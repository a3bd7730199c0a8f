// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff_samples.h"

#include <cstring>

namespace photosieve {
namespace {

void unpack_bits(const std::uint8_t* row, TiffSamples samples, TiffChannel channel,
                 std::size_t width, std::uint8_t* to) {
  const auto bits = static_cast<std::size_t>(samples.bits);
  const unsigned most = (1U << bits) - 1;
  const unsigned factor = samples.are_indices ? 1 : 255 / most;
  for (std::size_t x = 0; x < width; ++x) {
    const std::size_t bit = (x * channel.of + channel.number) * bits;
    const unsigned value = row[bit / 8] >> (8 - bits - bit % 8) & most;
    to[x] = static_cast<std::uint8_t>(value * factor);
  }
}

}  // namespace

void unpack(const std::uint8_t* row, TiffSamples samples, TiffChannel channel, std::size_t width,
            std::uint8_t* to) {
  if (samples.bits < 8) {
    unpack_bits(row, samples, channel, width, to);
  } else if (samples.bits == 8 && channel.of == 1) {
    std::memcpy(to, row, width);
  } else if (samples.bits == 8) {
    row += channel.number;
    for (std::size_t x = 0; x < width; ++x, row += channel.of) to[x] = *row;
  } else {
    row += 2 * channel.number;
    for (std::size_t x = 0; x < width; ++x, row += 2 * channel.of) {
      std::uint16_t value = 0;
      std::memcpy(&value, row, sizeof value);
      to[x] = eight_of_sixteen(value);
    }
  }
}

}  // namespace photosieve
