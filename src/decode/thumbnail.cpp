// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "decode/jpeg_writer.h"
#include "decode/planes.h"

namespace photosieve {
namespace {

struct Size {
  std::size_t width;
  std::size_t height;
};

Size size_of(const Image& image, std::uint32_t asked) {
  const double width = std::clamp(asked, kNarrowestThumbnail, kWidestThumbnail);
  const double scale = std::min({1.0, width / static_cast<double>(image.width()),
                                 2 * width / static_cast<double>(image.height())});
  const auto side = [&](std::size_t full) {
    return std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(static_cast<double>(full) * scale)));
  };
  return {side(image.width()), side(image.height())};
}

// Where the box of place i begins; the box ends before the next one's beginning, but holds one.
std::vector<std::size_t> box_edges(std::size_t full, std::size_t small) {
  std::vector<std::size_t> edges(small + 1);
  for (std::size_t i = 0; i <= small; ++i) edges[i] = i * full / small;
  return edges;
}

}  // namespace

Plane shrunk(const Plane& plane, std::size_t width, std::size_t height) {
  Plane small = make_plane(width, height);
  const std::vector<std::size_t> columns = box_edges(plane.width(), width);
  const std::vector<std::size_t> rows = box_edges(plane.height(), height);
  std::vector<std::uint32_t> sums(plane.width());  // down a band of rows; 65,500 x 255 fits
  for (std::size_t y = 0; y < height; ++y) {
    const std::size_t last_row = std::max(rows[y] + 1, rows[y + 1]);
    std::fill(sums.begin(), sums.end(), 0);
    for (std::size_t row = rows[y]; row < last_row; ++row)
      for (std::size_t x = 0; x < plane.width(); ++x) sums[x] += plane.row(row)[x];
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t last = std::max(columns[x] + 1, columns[x + 1]);
      std::uint64_t sum = 0;
      for (std::size_t column = columns[x]; column < last; ++column) sum += sums[column];
      const std::uint64_t count = (last - columns[x]) * (last_row - rows[y]);
      small.row(y)[x] = static_cast<std::uint8_t>((sum + count / 2) / count);
    }
  }
  return small;
}

Result<ThumbnailImage> make_thumbnail(const Image& image, std::uint32_t width) {
  const Size size = size_of(image, width);
  Image small;
  small.luma = shrunk(image.luma, size.width, size.height);
  if (!image.grey()) {
    small.cb = shrunk(image.cb, size.width, size.height);
    small.cr = shrunk(image.cr, size.width, size.height);
  }
  std::vector<std::uint8_t> jpeg;
  for (const int quality : {80, 60, 40}) {
    PS_TRY(jpeg, write_jpeg(small, quality));
    if (jpeg.size() <= kThumbnailBytes)
      return ThumbnailImage{static_cast<std::uint32_t>(size.width),
                            static_cast<std::uint32_t>(size.height), std::move(jpeg)};
  }
  // Nothing but noise is as large as this; 16 x 32 pixels always fit.
  return make_thumbnail(image, static_cast<std::uint32_t>(size.width / 2));
}

}  // namespace photosieve
