// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/recompression.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

using Block = std::array<std::array<double, 8>, 8>;

double cosine(std::size_t u, std::size_t x) {
  return (u == 0 ? std::sqrt(0.125) : 0.5) *
         std::cos(static_cast<double>((2 * x + 1) * u) * std::numbers::pi / 16);
}

// Each row, or each column; forwards or back.
Block transformed(const Block& block, bool rows, bool back) {
  Block out{};
  for (std::size_t line = 0; line < 8; ++line)
    for (std::size_t to = 0; to < 8; ++to)
      for (std::size_t from = 0; from < 8; ++from) {
        const double weight = back ? cosine(from, to) : cosine(to, from);
        if (rows)
          out[line][to] += weight * block[line][from];
        else
          out[to][line] += weight * block[from][line];
      }
  return out;
}

// As a JPEG with that step everywhere keeps it; blocks begin at (left, top).
Plane encoded(Plane plane, double step, std::size_t left = 0, std::size_t top = 0) {
  for (std::size_t y = top; y + 8 <= plane.height(); y += 8)
    for (std::size_t x = left; x + 8 <= plane.width(); x += 8) {
      Block block{};
      for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k) block[i][k] = plane.row(y + i)[x + k];
      block = transformed(transformed(block, true, false), false, false);
      for (auto& row : block)
        for (double& value : row) value = std::round(value / step) * step;
      block = transformed(transformed(block, true, true), false, true);
      for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k) plane.row(y + i)[x + k] = test::level(block[i][k]);
    }
  return plane;
}

Plane photo() {
  test::Random random(11);
  return test::plane(325, 262, [&](double x, double y) {
    return 128 + 40 * std::sin(x / 3 + std::cos(y / 9)) + 12 * random.normal();
  });
}

JpegTables tables(std::uint16_t step) {
  JpegTables result;
  result.luma.emplace().fill(step);
  return result;
}

double trace(Plane luma, std::uint16_t step, int orientation = 1) {
  return measure_recompression(test::grey(std::move(luma)), tables(step), orientation).value_or(-1);
}

TEST(Recompression, OneEncodingLeavesNoTrace) {
  for (const double step : {2.0, 3.0, 6.0, 16.0})
    EXPECT_LT(trace(encoded(photo(), step), static_cast<std::uint16_t>(step)), 25) << step;
}

TEST(Recompression, ACoarserOneBeforeItDoes) {
  for (const double first : {7.0, 10.0, 16.0, 30.0})
    EXPECT_GT(trace(encoded(encoded(photo(), first), 2), 2), 60) << first;
}

TEST(Recompression, AnotherGridOrAFinerStepLeavesNone) {
  EXPECT_LT(trace(encoded(encoded(photo(), 16, 3, 5), 2), 2), 15);
  EXPECT_LT(trace(encoded(encoded(photo(), 2), 6), 6), 15);
}

TEST(Recompression, FollowsTheGridOfATurnedPhoto) {
  // 325 x 262: the file's blocks begin at the right and the bottom.
  EXPECT_GT(trace(encoded(encoded(photo(), 16, 5, 6), 2, 5, 6), 2, 3), 60);
  EXPECT_LT(trace(encoded(encoded(photo(), 16, 5, 6), 2, 5, 6), 2, 1), 30);
}

TEST(Recompression, OfAnEvenPictureMoreBlocksAreLookedAt) {
  // 21,600 blocks, 480 of them with texture: one in seven says too little.
  const auto mostly_even = [] {
    test::Random random(11);
    return test::plane(1200, 1152, [&](double x, double y) {
      const bool textured = x < 192 && y < 160;
      return textured ? 128 + 40 * std::sin(x / 3 + std::cos(y / 9)) + 12 * random.normal() : 128;
    });
  };
  EXPECT_GT(trace(encoded(encoded(mostly_even(), 16), 2), 2), 60);
}

TEST(Recompression, FlatPicturesAndThoseWithoutTablesHaveNoValue) {
  const auto flat = [] { return test::plane(320, 256, [](double x, double) { return x / 4; }); };
  EXPECT_EQ(trace(encoded(encoded(flat(), 16), 2), 2), -1);
  EXPECT_EQ(measure_recompression(test::grey(photo()), {}, 1), std::nullopt);
  EXPECT_EQ(trace(test::plane(7, 300, [](double, double y) { return y; }), 2), -1);
}

}  // namespace
}  // namespace photosieve
