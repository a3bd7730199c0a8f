// Kernels: the loops that touch every pixel, vectorised for the processor they run on.
//
// Each instruction set gives the same results: sums are of integers, and where there are fractions
// each lane rounds at the same steps in the same order. Every kernel has a plain twin in
// kernels_plain.h that defines its meaning. Which instruction set is taken is decided once, at run
// time (Highway's dynamic dispatch). Threads: pure. Cost: kernels_bench.cpp; about 0.15 ns a pixel
// together with AVX2. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace photosieve {

// How much a rectangle of luma changes at the finest scale.
struct DetailSums {
  // Sum of |N|, N being the product of the second differences across and down
  // (1 -2 1; -2 4 -2; 1 -2 1): noise passes, straight edges and slopes do not.
  std::uint64_t noise = 0;
  // Sum of the squared second differences across, and down: edges and fine texture.
  std::uint64_t across = 0;
  std::uint64_t down = 0;
  friend bool operator==(const DetailSums&, const DetailSums&) = default;
};

// Sums over `width` x `height` pixels, at most 1,024 wide. One pixel on each side of the rectangle
// is read too: `first` is the pixel above and to the left of the first one that is summed.
[[nodiscard]] DetailSums sum_detail(const std::uint8_t* first, std::size_t stride,
                                    std::size_t width, std::size_t height);

// Sums of 4 x 4 pixels: out[i] is the sum of columns 4i to 4i+3 of four rows. Reads 4 * blocks
// columns. Each sum is at most 4,080.
void sum_blocks(const std::uint8_t* rows, std::size_t stride, std::size_t blocks,
                std::uint16_t* out);

// out[x] is the sum over k of weights[k] * rows[k][x], for `count` rows of `width` values: one row
// of a blur. `out` lies apart from the rows.
void weigh_rows(const float* const* rows, const float* weights, std::size_t count,
                std::size_t width, float* out);

}  // namespace photosieve
