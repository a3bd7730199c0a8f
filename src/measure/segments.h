// find_segments(): straight edges of a small picture that run down it, within 15 degrees.
//
// Method   In each row the places are taken where luma changes most along the row (the difference
//          of the two values to the right and the two to the left, smoothed 1 2 1 downwards),
//          between pixels by a parabola. Places of neighbouring rows that touch, with the same side
//          brighter, make a chain, which is cut at its farthest point from its chord until a line
//          by least squares is within 0.6 pixels of it (root mean square; D. Douglas, T. Peucker,
//          1973). Edges as soft as three pixels are seen; those that bend come as short pieces.
// Units    pixels of the picture given; a slope is to the right per pixel downwards.
// Threads  pure. Cost: about 2 ns a pixel.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace photosieve {

// Luma as sums of 16 (0 to 4,080), row by row.
struct SmallPicture {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint16_t> values;
};

[[nodiscard]] SmallPicture transposed(const SmallPicture& picture);

// Sums over points, from which a line x = a + slope * y is laid through them. Those of segments
// that lie in one line add up to those of the line.
struct LineSums {
  double n = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  double yy = 0;

  void add(double at_x, double at_y);
  void add(const LineSums& other);
  [[nodiscard]] double slope() const;
  [[nodiscard]] double off() const;           // root mean square distance of the points
  [[nodiscard]] double at(double row) const;  // x there
};

struct Segment {
  LineSums sums;
  std::uint32_t first = 0;  // rows
  std::uint32_t last = 0;
  [[nodiscard]] std::uint32_t length() const { return last - first + 1; }
};

// The longest first, at most `most`, each of at least `least_length` rows.
[[nodiscard]] std::vector<Segment> find_segments(const SmallPicture& picture,
                                                 std::size_t least_length, std::size_t most);

}  // namespace photosieve
