// decode_webp(): a WebP's planes, its facts and its problems.
//
// Output   as stored, not yet turned. Lossy pictures come as the decoder's own planes, chroma of
//          half the size, spread from video's range to the full one (libwebp writes BT.601 from 16
//          to 235); lossless ones are RGB and become planes of full size. Transparency is laid over
//          white. Of an animation the first frame is looked at, on its canvas; `pictures` says how
//          many there are. The orientation stands in the EXIF chunk.
// Problems truncated: the file is shorter than it says; rows that are missing are mid-grey.
//          corrupt: the picture's data contradict the format. undecodable: no row could be had, or
//          a lossless picture needs more memory than is allowed (8 bytes a pixel beside planes).
// Cost     that of libwebp's own decoding, without its conversion to RGB; see docs/measures.md.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

[[nodiscard]] DecodedPhoto decode_webp(std::span<const std::uint8_t> bytes,
                                       const DecodeLimits& limits);

}  // namespace photosieve
