// Plain twins of the kernels: what each of them means, one pixel at a time.
//
// Used by tests to hold the vectorised forms to, bit for bit. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measure/kernels.h"

namespace photosieve::plain {

[[nodiscard]] DetailSums sum_detail(const std::uint8_t* first, std::size_t stride,
                                    std::size_t width, std::size_t height);

void sum_blocks(const std::uint8_t* rows, std::size_t stride, std::size_t blocks,
                std::uint16_t* out);

void weigh_rows(const float* const* rows, const float* weights, std::size_t count,
                std::size_t width, float* out);

}  // namespace photosieve::plain
