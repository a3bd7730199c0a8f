// decode_tiff(): the planes of a TIFF's first page, its facts and its problems.
//
// Output   as stored, not yet turned: `orientation` says how. Grey (either way round), RGB,
//          palette, CMYK (to RGB as (1 - C)(1 - K), without a colour profile), YCbCr and CIE Lab,
//          with or without alpha (over white), 8 or 16 bits (rounded to 8; `bits_per_channel`) or
//          grey of fewer; strips or tiles; uncompressed, LZW, deflate, JPEG, PackBits, zstd, fax.
//          The first page that is no smaller copy or mask of another; `pictures` says how many.
// Problems truncated: the directory or pixels that it names lie behind the file's end; rows that
//          are missing are mid-grey. corrupt: pixels contradict their compression. undecodable: a
//          kind that is not read (the message says which), no directory, no row.
//          A camera's raw file is told apart before (model/camera_raw.h).
// Limits   as DecodeLimits; a strip or tile may take max_working_bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

[[nodiscard]] DecodedPhoto decode_tiff(std::span<const std::uint8_t> bytes,
                                       const DecodeLimits& limits);

}  // namespace photosieve
