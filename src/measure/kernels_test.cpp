// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/kernels.h"

#include <gtest/gtest.h>

#include <hwy/targets.h>

#include <vector>

#include "measure/kernels_plain.h"
#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kStride = 192;

std::vector<std::uint8_t> random_pixels(std::uint32_t seed) {
  test::Random random(seed);
  std::vector<std::uint8_t> pixels(kStride * 40);
  for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(random.next() >> 24);
  return pixels;
}

// The largest sums that there can be.
std::vector<std::uint8_t> checkerboard() {
  std::vector<std::uint8_t> pixels(kStride * 40);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = (i / kStride + i % kStride) % 2 == 0 ? 0 : 255;
  return pixels;
}

// Runs the test once for each instruction set that was compiled and that this processor has.
template <class Body>
void on_every_target(Body body) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    SCOPED_TRACE(hwy::TargetName(target));
    body();
  }
  hwy::SetSupportedTargetsForTest(0);
}

TEST(Kernels, DetailIsThePlainTwinsBitForBitAtEveryWidthOnEveryTarget) {
  on_every_target([] {
    for (const auto& pixels : {random_pixels(1), random_pixels(2), checkerboard()})
      for (std::size_t width = 1; width <= 131; ++width)
        for (const std::size_t height : {1U, 7U, 8U, 9U, 33U})
          ASSERT_EQ(sum_detail(pixels.data() + width % 5, kStride, width, height),
                    plain::sum_detail(pixels.data() + width % 5, kStride, width, height))
              << width << " x " << height;
  });
}

TEST(Kernels, BlocksAreThePlainTwinsBitForBitAtEveryWidthOnEveryTarget) {
  on_every_target([] {
    for (const auto& pixels : {random_pixels(3), checkerboard()}) {
      for (std::size_t blocks = 1; 4 * blocks <= 131; ++blocks) {
        std::vector<std::uint16_t> fast(blocks);
        std::vector<std::uint16_t> slow(blocks);
        sum_blocks(pixels.data() + blocks % 3, kStride, blocks, fast.data());
        plain::sum_blocks(pixels.data() + blocks % 3, kStride, blocks, slow.data());
        ASSERT_EQ(fast, slow) << blocks;
      }
    }
  });
}

TEST(Kernels, WeighedRowsAreThePlainTwinsBitForBitAtEveryWidthOnEveryTarget) {
  test::Random random(5);
  std::vector<float> values(9 * kStride);
  for (float& value : values) value = static_cast<float>(random.next() >> 8) * 1e-5F;
  std::vector<float> weights(9);
  for (float& weight : weights) weight = static_cast<float>(random.next() >> 8) * 1e-8F - 0.05F;
  std::vector<const float*> rows;
  for (std::size_t k = 0; k < weights.size(); ++k) rows.push_back(&values[k * kStride] + k % 3);
  on_every_target([&] {
    for (std::size_t count = 0; count <= rows.size(); ++count)
      for (std::size_t width = 1; width <= 131; ++width) {
        std::vector<float> fast(width + 1, -1);
        std::vector<float> slow(width + 1, -1);
        weigh_rows(rows.data(), weights.data(), count, width, fast.data());
        plain::weigh_rows(rows.data(), weights.data(), count, width, slow.data());
        ASSERT_EQ(fast, slow) << count << " rows of " << width;
      }
  });
}

TEST(Kernels, TheWidestRectangleOfTheGreatestContrastDoesNotOverflow) {
  constexpr std::size_t widest = 1024;
  std::vector<std::uint8_t> pixels((widest + 2) * 66);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = (i / (widest + 2) + i % (widest + 2)) % 2 == 0 ? 0 : 255;
  on_every_target([&] {
    ASSERT_EQ(sum_detail(pixels.data(), widest + 2, widest, 64),
              plain::sum_detail(pixels.data(), widest + 2, widest, 64));
  });
}

}  // namespace
}  // namespace photosieve
