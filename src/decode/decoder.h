// decode(): from a file's bytes to an upright picture in planes, and what was wrong with them.
//
// Input    the whole file; the format is told from its first bytes, its name is never seen. A file
//          that is two things at once (a JPEG with an archive behind it, a PNG that a browser takes
//          for a page) is what it begins as, and the rest is not looked at. A camera's raw file is
//          no picture, whatever it begins as.
// Output   model/decoded_photo.h. Planes of JPEG, lossy WebP, HEIF and AVIF come straight from the
//          decoder (no RGB, chroma as it is stored); video's range and matrices become JPEG's.
//          What is stored as RGB, inks or a palette is turned into YCbCr with JPEG's own matrix
//          (BT.601, full range). Transparency is laid over white. Of several pages, frames or
//          pictures the first, or the one that the file calls its primary.
// Errors   none are returned: every problem of the file is in `problems`, at most one of each kind,
//          and a photo may have pixels and a problem. std::bad_alloc leaves when memory ran out.
// Limits   a header that claims more than the megapixels allowed gives header facts only, without
//          a problem: what to think of the size is not decided here.
// Threads  pure: any number of calls at once.
// Cost     about 0.93 of the library's RGB decode in memory and 0.82 of djpeg where freed memory is
// kept
//          for the next photo (mallopt, as a worker does); 0.1 more where it is not. See
//          decoder_bench.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "model/decoded_photo.h"

namespace photosieve {

struct DecodeLimits {
  double max_decode_megapixels = 400;
  // A progressive JPEG may have any number of scans over the same picture; cameras and editors
  // write at most a dozen, optimisers some sixty.
  int max_scans = 100;
  // What a decoder may take beside the planes: the coefficients of a progressive JPEG (about 3
  // bytes a pixel), the rows of an interlaced PNG (4).
  std::size_t max_working_bytes = std::size_t{1536} << 20;
};

// Has the libraries load and make whatever they do at their first use: before a sandbox.
void warm_up_decoders();

[[nodiscard]] Format detect_format(std::span<const std::uint8_t> bytes);

[[nodiscard]] DecodedPhoto decode(std::span<const std::uint8_t> bytes,
                                  const DecodeLimits& limits = {});

}  // namespace photosieve
