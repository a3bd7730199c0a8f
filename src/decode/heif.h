// decode_heif(): the planes of a HEIF's or AVIF's primary picture, its facts and its problems.
//
// Output   upright already: the file's own crop, turn and mirroring (clap, irot, imir) are applied
//          once, by the library, and EXIF's orientation, which only repeats them (ISO/IEC
//          23008-12), is not looked at; `orientation` is 1. Chroma as it is stored. Video's range
//          and other matrices than BT.601 become what JPEG writes (ycc_coding.h); 10 and 12 bits
//          are rounded to 8 (`bits_per_channel`). Transparency is laid over white. `pictures` says
//          how many there are on the top level, a sequence counted as one more.
// Problems truncated: a box ends behind the file; there are no pixels then, unless the picture's
//          own data are all there. corrupt: a decoder went on over damage. undecodable: everything
//          else, and a coding other than HEVC and AV1.
// Limits   the size is checked before decoding, and again by the decoders themselves, since the
//          file says it in several places. libheif's own limits hold on boxes and items.
// Threads  none are started. use_own_heif_codecs() is to be called before a sandbox.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "decode/decoder.h"
#include "model/decoded_photo.h"

namespace photosieve {

[[nodiscard]] DecodedPhoto decode_heif(std::span<const std::uint8_t> bytes,
                                       const DecodeLimits& limits);

}  // namespace photosieve
