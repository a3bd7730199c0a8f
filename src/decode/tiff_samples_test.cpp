// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff_samples.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <vector>

namespace photosieve {
namespace {

std::vector<int> unpacked(const std::vector<std::uint8_t>& row, TiffSamples samples,
                          TiffChannel channel, std::size_t width) {
  std::vector<std::uint8_t> to(width, 0xEE);
  unpack(row.data(), samples, channel, width, to.data());
  return {to.begin(), to.end()};
}

TEST(TiffSamples, AreSpreadOverAByteUnlessTheyAreIndices) {
  struct Case {
    int bits;
    std::vector<int> spread;
    std::vector<int> indices;
  };
  for (const Case& c : {Case{1, {255, 0, 255, 0, 0, 255}, {1, 0, 1, 0, 0, 1}},
                        Case{2, {170, 170, 85, 85, 0, 0}, {2, 2, 1, 1, 0, 0}},
                        Case{4, {170, 85, 0, 255, 204, 204}, {10, 5, 0, 15, 12, 12}},
                        Case{8, {0xA5, 0x0F, 0xCC}, {0xA5, 0x0F, 0xCC}}}) {
    const std::vector<std::uint8_t> row{0xA5, 0x0F, 0xCC};
    const std::size_t width = c.spread.size();
    EXPECT_EQ(unpacked(row, {c.bits, false}, {}, width), c.spread) << c.bits;
    EXPECT_EQ(unpacked(row, {c.bits, true}, {}, width), c.indices) << c.bits;
  }
}

TEST(TiffSamples, OneChannelOfSeveralIsTaken) {
  EXPECT_EQ(unpacked({1, 2, 3, 4, 5, 6}, {8, false}, {3, 1}, 2), (std::vector<int>{2, 5}));
  EXPECT_EQ(unpacked({0b10011001}, {1, true}, {2, 1}, 4), (std::vector<int>{0, 1, 0, 1}));
}

TEST(TiffSamples, SixteenBitsAreRounded) {
  const std::array<std::uint16_t, 6> values{0, 128, 129, 32767, 65406, 65535};
  std::vector<std::uint8_t> row(sizeof values);
  std::memcpy(row.data(), values.data(), row.size());
  EXPECT_EQ(unpacked(row, {16, false}, {}, 6), (std::vector<int>{0, 0, 1, 127, 254, 255}));
  EXPECT_EQ(unpacked(row, {16, false}, {2, 1}, 3), (std::vector<int>{0, 127, 255}));
  for (int value = 0; value < 256; ++value)
    EXPECT_EQ(eight_of_sixteen(static_cast<std::uint16_t>(value * 257)), value);
}

}  // namespace
}  // namespace photosieve
