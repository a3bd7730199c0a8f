// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/planes.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

namespace photosieve {

Plane make_plane(std::size_t width, std::size_t height) {
  Plane plane(width, height);
  // Out of memory is no property of the photo: the worker ends, and is known by how it ended.
  if (!plane.valid()) throw std::bad_alloc();
  return plane;
}

void fill_rows(Plane& plane, std::size_t first, std::uint8_t value) {
  if (first < plane.height())
    std::memset(plane.row(first), value, plane.stride() * (plane.height() - first));
}

Plane fitted(Plane plane, std::size_t width, std::size_t height) {
  if (plane.width() == width && plane.height() == height) return plane;
  Plane result = make_plane(width, height);
  std::vector<std::size_t> columns(width);
  for (std::size_t x = 0; x < width; ++x) columns[x] = x * plane.width() / width;
  for (std::size_t y = 0; y < height; ++y) {
    const std::uint8_t* from = plane.row(y * plane.height() / height);
    std::uint8_t* to = result.row(y);
    for (std::size_t x = 0; x < width; ++x) to[x] = from[columns[x]];
  }
  return result;
}

Rgb rgb_from_ycc(int y, int cb, int cr) {
  constexpr int kHalf = 1 << 15;
  const auto byte = [](int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); };
  const int u = cb - 128;
  const int v = cr - 128;
  return {byte(y + ((91881 * v + kHalf) >> 16)),
          byte(y - ((22554 * u + 46802 * v + kHalf) >> 16)),
          byte(y + ((116130 * u + kHalf) >> 16))};
}

}  // namespace photosieve
