// decode_jpeg(): a JPEG's planes, its facts and its problems.
//
// Output   as stored, not yet turned: `orientation` says how. Grey, YCbCr (any subsampling; luma is
//          made full size and chroma a whole factor of it by repeating pixels where they are not),
//          RGB, CMYK and YCCK. Inks become RGB as (1 - C)(1 - K), without a colour profile; Adobe's
//          files store them inverted.
// Problems truncated: the data end first (`offset`: where); the rows that are missing are mid-grey.
//          corrupt: codes or markers that contradict the format inside the picture. What cameras
//          are known to write and every viewer passes over (padding before a marker, odd scan
//          parameters, bytes behind the end) is none.
//          undecodable: 12 bits a channel, arithmetic coding, lossless, more scans or memory than
//          the limits allow, no picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

[[nodiscard]] DecodedPhoto decode_jpeg(std::span<const std::uint8_t> bytes,
                                       const DecodeLimits& limits);

}  // namespace photosieve
