// Patch: a part of a photo at the size a network takes, as RGB.
//
// shrunk()  a rectangle along the axes, each pixel the mean of what it covers; of many rows that
//           one pixel covers, four are read. What lies outside the photo is black.
// cut()     a rectangle turned by any angle, each pixel the mean of up to four by four points
//           between the photo's own (bilinear). What lies outside repeats the edge.
// Values    0 to 255, sRGB as stored; a grey photo has three equal channels.
// Errors    none. Threads: pure.
// Cost      shrunk(), for whole photos, 0.1 ns a pixel of the rectangle; cut(), for small parts,
//           50 ns a pixel of the patch.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "model/finding.h"
#include "model/image.h"

namespace photosieve {

struct Patch {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<float> rgb;  // row by row, three values a pixel

  [[nodiscard]] const float* pixel(std::size_t x, std::size_t y) const {
    return rgb.data() + (y * width + x) * 3;
  }
};

// In pixels of the photo.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

// A rectangle about its centre; its width runs along (cos angle, sin angle).
struct TurnedBox {
  double centre_x = 0;
  double centre_y = 0;
  double width = 0;
  double height = 0;
  double angle = 0;  // radians, clockwise as seen (y runs down)
};

[[nodiscard]] Patch shrunk(const Image& image, const Box& box, std::size_t width,
                           std::size_t height);
[[nodiscard]] Patch cut(const Image& image, const TurnedBox& box, std::size_t width,
                        std::size_t height);

// The whole pixels of the photo that a box is about: one at least.
[[nodiscard]] Region region_of(const Box& box, const Image& image);
// The box along the axes around a turned one.
[[nodiscard]] Box around(const TurnedBox& box);
// The part of two boxes that both cover, as a share of what either covers: 0 to 1.
[[nodiscard]] double overlap(const Box& a, const Box& b);

}  // namespace photosieve
