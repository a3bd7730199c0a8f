// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/planes.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

namespace photosieve {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kWorthIt = std::size_t{4} << 20;
constexpr std::uint8_t kOpaque = 255;

// A plane is tens of megabytes that are touched once or twice: with pages of 4 kB the faults cost
// up to a tenth of the decoding. A kernel that has no huge pages refuses, and nothing is lost.
void use_huge_pages(Plane& plane) {
  const std::size_t bytes = plane.stride() * plane.height();
  if (bytes < kWorthIt) return;
  const std::size_t past_page = reinterpret_cast<std::uintptr_t>(plane.row(0)) % kPage;
  const std::size_t skip = (kPage - past_page) % kPage;
  static_cast<void>(::madvise(plane.row(0) + skip, (bytes - skip) / kPage * kPage, MADV_HUGEPAGE));
}

void put_grey(const std::uint8_t* from, std::size_t channels, std::size_t width, std::uint8_t* to) {
  for (std::size_t x = 0; x < width; ++x, from += channels)
    to[x] = channels == 1 ? from[0] : static_cast<std::uint8_t>(over_white(from[0], from[1]));
}

template <std::size_t kChannels>
void put_colour(const std::uint8_t* from, std::size_t y, Image& image) {
  std::uint8_t* luma = image.luma.row(y);
  std::uint8_t* cb = image.cb.row(y);
  std::uint8_t* cr = image.cr.row(y);
  for (std::size_t x = 0; x < image.width(); ++x, from += kChannels) {
    const int alpha = kChannels == 4 ? from[3] : kOpaque;
    const Ycc pixel = ycc_from_rgb(over_white(from[0], alpha), over_white(from[1], alpha),
                                   over_white(from[2], alpha));
    luma[x] = pixel.y;
    cb[x] = pixel.cb;
    cr[x] = pixel.cr;
  }
}

}  // namespace

Plane make_plane(std::size_t width, std::size_t height) {
  Plane plane(width, height);
  // Out of memory is no property of the photo: the worker ends, and is known by how it ended.
  if (!plane.valid()) throw std::bad_alloc();
  use_huge_pages(plane);
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

Image make_image(std::size_t width, std::size_t height, bool colour) {
  Image image;
  image.luma = make_plane(width, height);
  if (colour) {
    image.cb = make_plane(width, height);
    image.cr = make_plane(width, height);
  }
  return image;
}

void put_row(const std::uint8_t* from, std::size_t channels, std::size_t y, Image& image) {
  if (channels <= 2)
    put_grey(from, channels, image.width(), image.luma.row(y));
  else if (channels == 3)
    put_colour<3>(from, y, image);
  else
    put_colour<4>(from, y, image);
}

void fill_missing(Image& image, std::size_t first) {
  fill_rows(image.luma, first, kMidGrey);
  for (Plane* plane : {&image.cb, &image.cr})
    if (plane->valid())
      fill_rows(*plane, (first * plane->height() + image.height() - 1) / image.height(), kMidGrey);
}

Rgb rgb_from_ycc(int y, int cb, int cr) {
  const auto byte = [](int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); };
  const int u = cb - 128;
  const int v = cr - 128;
  return {byte(y + ((91881 * v + kFixedHalf) >> 16)),
          byte(y - ((22554 * u + 46802 * v + kFixedHalf) >> 16)),
          byte(y + ((116130 * u + kFixedHalf) >> 16))};
}

}  // namespace photosieve
