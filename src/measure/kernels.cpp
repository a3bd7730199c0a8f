// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/kernels.h"

// Highway compiles this file once for each instruction set by including it again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "measure/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "measure/kernels_plain.h"

HWY_BEFORE_NAMESPACE();
namespace photosieve::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

DetailSums detail_in_vectors(const std::uint8_t* first, std::size_t stride, std::size_t width,
                             std::size_t height) {
  return plain::sum_detail(first, stride, width, height);
}

void blocks_in_vectors(const std::uint8_t* rows, std::size_t stride, std::size_t blocks,
                       std::uint16_t* out) {
  plain::sum_blocks(rows, stride, blocks, out);
}

void weigh_in_vectors(const float* const* rows, const float* weights, std::size_t count,
                      std::size_t width, float* out) {
  plain::weigh_rows(rows, weights, count, width, out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;

// 32-bit lanes hold the sums of eight rows of up to 1,024 pixels: a second difference is at most
// 510, its square 260,100, and a lane of the narrowest vector takes a quarter of the pixels.
constexpr std::size_t kRowsBetweenFlushes = 8;

DetailSums detail_in_vectors(const std::uint8_t* HWY_RESTRICT first, std::size_t stride,
                             std::size_t width, std::size_t height) {
  const hn::ScalableTag<std::int16_t> d16;
  const hn::Rebind<std::uint8_t, decltype(d16)> d8;
  const hn::RepartitionToWide<decltype(d16)> d32;
  const std::size_t lanes = hn::Lanes(d16);
  const std::size_t whole = width / lanes * lanes;
  const auto one = hn::Set(d16, 1);
  using V16 = decltype(one);

  const auto load = [&](const std::uint8_t* from)
                        HWY_ATTR { return hn::PromoteTo(d16, hn::LoadU(d8, from)); };
  const auto second_difference = [](V16 before, V16 here, V16 after) HWY_ATTR {
    return hn::Sub(hn::Add(before, after), hn::Add(here, here));
  };

  DetailSums sums;
  for (std::size_t top = 0; top < height; top += kRowsBetweenFlushes) {
    const std::size_t bottom =
        top + kRowsBetweenFlushes < height ? top + kRowsBetweenFlushes : height;
    auto noise = hn::Zero(d32);
    auto across = hn::Zero(d32);
    auto down = hn::Zero(d32);
    auto noise_odd = hn::Zero(d32);
    auto across_odd = hn::Zero(d32);
    auto down_odd = hn::Zero(d32);
    // Column by column of vectors, downwards: each row is loaded once, not three times.
    for (std::size_t x = 0; x < whole; x += lanes) {
      const std::uint8_t* row = first + top * stride + x;
      auto middle_above = load(row + 1);
      auto across_above = second_difference(load(row), middle_above, load(row + 2));
      row += stride;
      auto middle_here = load(row + 1);
      auto across_here = second_difference(load(row), middle_here, load(row + 2));
      for (std::size_t y = top; y < bottom; ++y) {
        row += stride;
        const auto middle_below = load(row + 1);
        const auto across_below = second_difference(load(row), middle_below, load(row + 2));
        const auto n = hn::Abs(second_difference(across_above, across_here, across_below));
        const auto v = second_difference(middle_above, middle_here, middle_below);
        noise = hn::ReorderWidenMulAccumulate(d32, n, one, noise, noise_odd);
        across = hn::ReorderWidenMulAccumulate(d32, across_here, across_here, across, across_odd);
        down = hn::ReorderWidenMulAccumulate(d32, v, v, down, down_odd);
        middle_above = middle_here;
        middle_here = middle_below;
        across_above = across_here;
        across_here = across_below;
      }
    }
    const auto total = [&](auto even, auto odd) HWY_ATTR {
      return static_cast<std::uint64_t>(
          static_cast<std::uint32_t>(hn::GetLane(hn::SumOfLanes(d32, hn::Add(even, odd)))));
    };
    sums.noise += total(noise, noise_odd);
    sums.across += total(across, across_odd);
    sums.down += total(down, down_odd);
  }
  const DetailSums rest = plain::sum_detail(first + whole, stride, width - whole, height);
  sums.noise += rest.noise;
  sums.across += rest.across;
  sums.down += rest.down;
  return sums;
}

void blocks_in_vectors(const std::uint8_t* HWY_RESTRICT rows, std::size_t stride,
                       std::size_t blocks, std::uint16_t* HWY_RESTRICT out) {
  const hn::ScalableTag<std::uint8_t> d8;
  const hn::RepartitionToWide<decltype(d8)> d16;
  const hn::RepartitionToWide<decltype(d16)> d32;
  const hn::Rebind<std::uint16_t, decltype(d32)> d16_half;
  const std::size_t step = hn::Lanes(d32);
  const auto low_byte = hn::Set(d16, 0xFF);
  const auto low_half = hn::Set(d32, 0xFFFF);
  std::size_t i = 0;
  for (; i + step <= blocks; i += step) {
    auto pairs = hn::Zero(d16);
    for (std::size_t y = 0; y < 4; ++y) {
      const auto bytes = hn::BitCast(d16, hn::LoadU(d8, rows + y * stride + 4 * i));
      pairs = hn::Add(pairs, hn::Add(hn::And(bytes, low_byte), hn::ShiftRight<8>(bytes)));
    }
    const auto wide = hn::BitCast(d32, pairs);
    const auto sums = hn::Add(hn::And(wide, low_half), hn::ShiftRight<16>(wide));
    hn::StoreU(hn::DemoteTo(d16_half, hn::BitCast(hn::RebindToSigned<decltype(d32)>(), sums)),
               d16_half, out + i);
  }
  plain::sum_blocks(rows + 4 * i, stride, blocks - i, out + i);
}

// Each lane adds in the order of the rows and rounds after each step, as the plain twin does.
void weigh_in_vectors(const float* const* rows, const float* HWY_RESTRICT weights,
                      std::size_t count, std::size_t width, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t x = 0;
  for (; x + 2 * lanes <= width; x += 2 * lanes) {
    auto left = hn::Zero(d);
    auto right = hn::Zero(d);
    for (std::size_t k = 0; k < count; ++k) {
      const auto weight = hn::Set(d, weights[k]);
      left = hn::Add(left, hn::Mul(weight, hn::LoadU(d, rows[k] + x)));
      right = hn::Add(right, hn::Mul(weight, hn::LoadU(d, rows[k] + x + lanes)));
    }
    hn::StoreU(left, d, out + x);
    hn::StoreU(right, d, out + x + lanes);
  }
  for (; x < width; ++x) {
    float sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += weights[k] * rows[k][x];
    out[x] = sum;
  }
}

#endif

}  // namespace photosieve::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace photosieve {

HWY_EXPORT(detail_in_vectors);
HWY_EXPORT(blocks_in_vectors);
HWY_EXPORT(weigh_in_vectors);

DetailSums sum_detail(const std::uint8_t* first, std::size_t stride, std::size_t width,
                      std::size_t height) {
  return HWY_DYNAMIC_DISPATCH(detail_in_vectors)(first, stride, width, height);
}

void sum_blocks(const std::uint8_t* rows, std::size_t stride, std::size_t blocks,
                std::uint16_t* out) {
  HWY_DYNAMIC_DISPATCH(blocks_in_vectors)(rows, stride, blocks, out);
}

void weigh_rows(const float* const* rows, const float* weights, std::size_t count,
                std::size_t width, float* out) {
  HWY_DYNAMIC_DISPATCH(weigh_in_vectors)(rows, weights, count, width, out);
}

}  // namespace photosieve
#endif
