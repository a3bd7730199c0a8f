// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/kernels_plain.h"

#include <cstdlib>

namespace photosieve::plain {

DetailSums sum_detail(const std::uint8_t* first, std::size_t stride, std::size_t width,
                      std::size_t height) {
  DetailSums sums;
  for (std::size_t y = 0; y < height; ++y) {
    const std::uint8_t* above = first + y * stride;
    const std::uint8_t* here = above + stride;
    const std::uint8_t* below = here + stride;
    for (std::size_t x = 0; x < width; ++x) {
      const int across_above = above[x] - 2 * above[x + 1] + above[x + 2];
      const int across = here[x] - 2 * here[x + 1] + here[x + 2];
      const int across_below = below[x] - 2 * below[x + 1] + below[x + 2];
      const int down = above[x + 1] - 2 * here[x + 1] + below[x + 1];
      sums.noise += static_cast<std::uint64_t>(std::abs(across_above - 2 * across + across_below));
      sums.across += static_cast<std::uint64_t>(across * across);
      sums.down += static_cast<std::uint64_t>(down * down);
    }
  }
  return sums;
}

void sum_blocks(const std::uint8_t* rows, std::size_t stride, std::size_t blocks,
                std::uint16_t* out) {
  for (std::size_t i = 0; i < blocks; ++i) {
    unsigned sum = 0;
    for (std::size_t y = 0; y < 4; ++y)
      for (std::size_t x = 0; x < 4; ++x) sum += rows[y * stride + 4 * i + x];
    out[i] = static_cast<std::uint16_t>(sum);
  }
}

void weigh_rows(const float* const* rows, const float* weights, std::size_t count,
                std::size_t width, float* out) {
  for (std::size_t x = 0; x < width; ++x) {
    float sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += weights[k] * rows[k][x];
    out[x] = sum;
  }
}

}  // namespace photosieve::plain
