// The EXIF parser on any bytes: as a TIFF block, and as a JPEG file.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "decode/exif.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  for (const int orientation :
       {photosieve::tiff_orientation(bytes), photosieve::jpeg_orientation(bytes)})
    if (orientation < 1 || orientation > 8) std::abort();
  return 0;
}
