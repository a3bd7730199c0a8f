// decode_png(): a PNG's planes, its facts and its problems.
//
// Output   as stored, not yet turned. Grey has no chroma; 16 bits are rounded to 8 (stated in
//          bits_per_channel), fewer are spread over 0 to 255; transparency is laid over white.
//          Of an animated PNG that is the picture which viewers without animation show; `pictures`
//          says how many frames there are.
// Problems truncated: the file ends first; rows that are missing are mid-grey. corrupt: a checksum
//          of a chunk the picture needs is wrong (`offset`: that chunk), or its compressed data
//          are. undecodable: no row could be had. Text, colour and unknown chunks are never read.
// Cost     inflating is most of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

[[nodiscard]] DecodedPhoto decode_png(std::span<const std::uint8_t> bytes,
                                      const DecodeLimits& limits);

}  // namespace photosieve
