// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/kernels_plain.h"

#include <gtest/gtest.h>

#include <array>

namespace photosieve {
namespace {

TEST(KernelsPlain, APlainAreaAndASlopeHaveNoDetail) {
  std::array<std::uint8_t, 25> slope{};
  for (std::size_t i = 0; i < slope.size(); ++i)
    slope[i] = static_cast<std::uint8_t>(3 * (i % 5) + 7 * (i / 5));
  EXPECT_EQ(plain::sum_detail(slope.data(), 5, 3, 3), DetailSums{});
}

TEST(KernelsPlain, ASinglePixelIsSeenByEachDifferenceThatTouchesIt) {
  std::array<std::uint8_t, 25> spot{};
  spot[2 * 5 + 2] = 10;
  // |N|: 4 once, 2 four times, 1 four times, each times 10.
  EXPECT_EQ(plain::sum_detail(spot.data(), 5, 3, 3).noise, 160U);
  // Across and down: -2 once, 1 twice, squared, times 100.
  EXPECT_EQ(plain::sum_detail(spot.data(), 5, 3, 3).across, 600U);
  EXPECT_EQ(plain::sum_detail(spot.data(), 5, 3, 3).down, 600U);
}

TEST(KernelsPlain, AStraightEdgeIsDetailInOneDirectionAndNoNoise) {
  std::array<std::uint8_t, 25> edge{};
  for (std::size_t i = 0; i < edge.size(); ++i) edge[i] = i % 5 < 2 ? 0 : 100;
  const DetailSums sums = plain::sum_detail(edge.data(), 5, 3, 3);
  EXPECT_EQ(sums.noise, 0U);
  EXPECT_EQ(sums.across, 3U * 2U * 10000U);
  EXPECT_EQ(sums.down, 0U);
}

TEST(KernelsPlain, BlocksAreSumsOfSixteenPixels) {
  std::array<std::uint8_t, 32> pixels{};
  pixels.fill(255);
  pixels[8 + 4] = 0;  // second row, second block
  std::array<std::uint16_t, 2> blocks{};
  plain::sum_blocks(pixels.data(), 8, 2, blocks.data());
  EXPECT_EQ(blocks[0], 4080);
  EXPECT_EQ(blocks[1], 4080 - 255);
}

TEST(KernelsPlain, AWeighedRowIsTheSumOfWeightsTimesRows) {
  const std::array<float, 2> above{1, 2};
  const std::array<float, 2> below{10, 20};
  const std::array<const float*, 2> rows{above.data(), below.data()};
  const std::array<float, 2> weights{0.5F, 0.25F};
  std::array<float, 2> out{-1, -1};
  plain::weigh_rows(rows.data(), weights.data(), 2, 2, out.data());
  EXPECT_EQ(out[0], 3.0F);
  EXPECT_EQ(out[1], 6.0F);
}

}  // namespace
}  // namespace photosieve
