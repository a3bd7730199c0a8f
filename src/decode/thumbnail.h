// make_thumbnail(): a small JPEG of a photo, for the dashboard.
//
// Each pixel is the mean of those it stands for (a box filter), in planes; never larger than the
// photo. At most `width` wide and twice that high, and at most kThumbnailBytes: quality 80, lower
// and then smaller only where that would be more.
// Errors   kPhoto when it cannot be made. std::bad_alloc leaves when memory ran out.
// Threads  pure. Cost: one pass over the planes, small beside decoding.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/image.h"

namespace photosieve {

inline constexpr std::size_t kThumbnailBytes = 200'000;
inline constexpr std::uint32_t kNarrowestThumbnail = 16;
inline constexpr std::uint32_t kWidestThumbnail = 1024;

struct ThumbnailImage {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint8_t> jpeg;
};

// `width` is kept between the narrowest and the widest.
[[nodiscard]] Result<ThumbnailImage> make_thumbnail(const Image& image, std::uint32_t width);

// The mean of each box; a plane smaller than the size is repeated.
[[nodiscard]] Plane shrunk(const Plane& plane, std::size_t width, std::size_t height);

}  // namespace photosieve
