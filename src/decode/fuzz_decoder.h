// fuzz_decoder(): a decoder on any bytes: it ends, and what it says of itself holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "base/result.h"
#include "decode/decoder.h"
#include "decode/thumbnail.h"

namespace photosieve {

// Bytes that begin as another format are another target's.
inline int fuzz_decoder(const std::uint8_t* data, std::size_t size,
                        std::initializer_list<Format> formats) {
  constexpr double kMegapixels = 4;
  const std::span<const std::uint8_t> bytes(data, size);
  bool ours = false;
  for (const Format format : formats) ours = ours || detect_format(bytes) == format;
  if (!ours) return 0;
  const DecodedPhoto photo =
      decode(bytes, {.max_decode_megapixels = kMegapixels, .max_working_bytes = 64 << 20});
  PS_CHECK(photo.pictures >= 1);
  // Pixels, a reason why there are none, or a size that is beyond the limit.
  const double megapixels = static_cast<double>(photo.width) * photo.height / 1e6;
  if (!photo.image) {
    PS_CHECK(!photo.problems.empty() || megapixels > kMegapixels);
    return 0;
  }
  const Image& image = *photo.image;
  PS_CHECK(image.width() == photo.width && image.height() == photo.height);
  PS_CHECK(image.cb.valid() == image.cr.valid());
  PS_CHECK(image.grey() ||
           (image.cb.width() == image.cr.width() && image.cb.height() == image.cr.height()));
  PS_CHECK(image.grey() || (image.cb.width() <= image.width() && image.cb.width() > 0));
  PS_CHECK(make_thumbnail(image, 64).has_value());
  return 0;
}

}  // namespace photosieve
