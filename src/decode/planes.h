// Helpers over model Planes: making them, filling them, fitting them to a size, YCbCr from RGB.
//
// Errors   std::bad_alloc when memory ran out; that is what a worker's memory limit looks like.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/image.h"

namespace photosieve {

inline constexpr std::uint8_t kMidGrey = 128;  // luma of what is missing, and neutral chroma

[[nodiscard]] Plane make_plane(std::size_t width, std::size_t height);

// Sets the rows from `first` on.
void fill_rows(Plane& plane, std::size_t first, std::uint8_t value);

// The plane in another size, each pixel a copy of the nearest stored one: no new values are made.
[[nodiscard]] Plane fitted(Plane plane, std::size_t width, std::size_t height);

struct Ycc {
  std::uint8_t y;
  std::uint8_t cb;
  std::uint8_t cr;
};

inline constexpr int kFixedHalf = 1 << 15;
// The last unit is left out so that 255.5 never rounds up to 256.
inline constexpr int kFixedCentre = (128 << 16) + kFixedHalf - 1;

// JPEG's matrix (ITU T.871 section 7: BT.601, full range) in 16-bit fixed point, rounded.
[[nodiscard]] constexpr Ycc ycc_from_rgb(int r, int g, int b) {
  return {static_cast<std::uint8_t>((19595 * r + 38470 * g + 7471 * b + kFixedHalf) >> 16),
          static_cast<std::uint8_t>((-11059 * r - 21709 * g + 32768 * b + kFixedCentre) >> 16),
          static_cast<std::uint8_t>((32768 * r - 27439 * g - 5329 * b + kFixedCentre) >> 16)};
}

struct Rgb {
  std::uint8_t r;
  std::uint8_t g;
  std::uint8_t b;
};

// The inverse, clamped to what a byte holds.
[[nodiscard]] Rgb rgb_from_ycc(int y, int cb, int cr);

// A value as seen through its alpha (0 to 255, not yet multiplied in) on white paper.
[[nodiscard]] constexpr int over_white(int value, int alpha) {
  return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

// Paper lets through what neither the colour's nor the black ink holds back.
[[nodiscard]] constexpr std::uint8_t through_inks(int paper_of_colour, int paper_of_black) {
  return static_cast<std::uint8_t>((paper_of_colour * paper_of_black + 127) / 255);
}

// Planes for a picture whose chroma, if it has any, is as large as its luma.
[[nodiscard]] Image make_image(std::size_t width, std::size_t height, bool colour);

// Row y from interleaved samples: 1 channel grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
void put_row(const std::uint8_t* from, std::size_t channels, std::size_t y, Image& image);

// Mid-grey from row `first` of the luma on, in all planes, whatever the size of the chroma.
void fill_missing(Image& image, std::size_t first);

}  // namespace photosieve
