// YccCoding: how a format other than JPEG writes YCbCr, and planes made into what JPEG writes.
//
// Video codecs use a part of the range (16 to 235 of 255, chroma to 240) and several matrices; the
// measures see full range and BT.601 alone (model/image.h). Luma and chroma are spread over the
// range by rounding; another matrix is a linear map of the three, taken with each luma sample's
// own (nearest) chroma sample and the chroma samples' own mean of their luma.
// Sources: ITU-R BT.601-7, BT.709-6, BT.2020-2, H.273 tables 4 and 8.3.
// Threads: pure. Errors: none. Cost: some 1 ns a sample where anything is to be done.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/image.h"

namespace photosieve {

enum class YccMatrix : std::uint8_t { kBt601, kBt709, kBt2020 };

struct YccCoding {
  YccMatrix matrix = YccMatrix::kBt601;
  bool full_range = true;
};

// In place. Nothing is done to what is full range and BT.601 already.
void make_jpeg_like(Image& image, YccCoding coding);

// One sample of 8 bits, spread from 16..235 (chroma 16..240) over 0..255.
[[nodiscard]] std::uint8_t full_luma(int limited);
[[nodiscard]] std::uint8_t full_chroma(int limited);

// `width` samples of `bits` (9 to 16; two bytes each, in the machine's order) to 8 bits, rounded.
void to_eight_bits(const std::uint16_t* from, std::size_t width, int bits, bool full_range,
                   std::uint8_t* to);

}  // namespace photosieve
