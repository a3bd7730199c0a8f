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
