// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/jpeg_quality.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using Table = std::array<std::uint16_t, 64>;

// First rows of libjpeg's own tables at quality 50 are the standard's; the rest is scaled here as
// its documentation says, so that this test and the code share no line.
Table standard_luma() {
  return {16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
          14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
          18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
          49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
}

Table at_quality(const Table& table, int quality) {
  const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  Table result{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const int entry = (table[i] * scale + 50) / 100;
    result[i] = static_cast<std::uint16_t>(entry < 1 ? 1 : entry > 255 ? 255 : entry);
  }
  return result;
}

TEST(JpegQuality, EveryQualityOfTheStandardTablesIsFoundExactly) {
  for (int quality = 10; quality <= 100; ++quality) {
    const auto result = measure_jpeg_quality({at_quality(standard_luma(), quality), std::nullopt});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->quality, quality);
    EXPECT_EQ(result->residual_percent, 0) << quality;
  }
}

TEST(JpegQuality, ACamerasOwnTablesGiveTheNearestQualityAndAResidual) {
  Table table = at_quality(standard_luma(), 90);
  for (std::size_t i = 0; i < table.size(); i += 3) ++table[i];
  const auto result = measure_jpeg_quality({table, std::nullopt});
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->quality, 89, 2);
  EXPECT_GT(result->residual_percent, 1);
  EXPECT_LT(result->residual_percent, 20);
}

TEST(JpegQuality, AbsurdTablesGiveANumberAndALargeResidual) {
  Table zero{};
  Table huge{};
  huge.fill(65535);
  for (const Table& table : {zero, huge}) {
    const auto result = measure_jpeg_quality({table, table});
    ASSERT_TRUE(result);
    EXPECT_GE(result->quality, 1);
    EXPECT_LE(result->quality, 100);
    EXPECT_GT(result->residual_percent, 50);
  }
}

TEST(JpegQuality, WithoutALumaTableThereIsNone) {
  EXPECT_FALSE(measure_jpeg_quality({std::nullopt, std::nullopt}));
}

}  // namespace
}  // namespace photosieve
