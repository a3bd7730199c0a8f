// The decoder on any bytes: it ends, and what it says of itself holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "decode/decoder.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const photosieve::DecodedPhoto photo =
      photosieve::decode({data, size}, {.max_decode_megapixels = 4, .max_working_bytes = 64 << 20});
  const bool sizes_agree = !photo.image || (photo.image->width() == photo.width &&
                                            photo.image->height() == photo.height);
  if (!sizes_agree) std::abort();
  // Pixels, a reason why there are none, or a size that is beyond the limit.
  const double megapixels = static_cast<double>(photo.width) * photo.height / 1e6;
  if (!photo.image && photo.problems.empty() && megapixels <= 4) std::abort();
  return 0;
}
