// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_marks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace photosieve {
namespace {

constexpr std::size_t kWidth = 200;
constexpr std::size_t kHeight = 120;

// A map with a bar of that angle in its middle.
std::vector<float> with_bar(double length, double thick, double angle, float mark = 0.9F) {
  std::vector<float> map(kWidth * kHeight);
  for (std::size_t y = 0; y < kHeight; ++y)
    for (std::size_t x = 0; x < kWidth; ++x) {
      const double right = static_cast<double>(x) + 0.5 - 100;
      const double down = static_cast<double>(y) + 0.5 - 60;
      const double along = right * std::cos(angle) + down * std::sin(angle);
      const double below = down * std::cos(angle) - right * std::sin(angle);
      if (std::abs(along) < length / 2 && std::abs(below) < thick / 2) map[y * kWidth + x] = mark;
    }
  return map;
}

TEST(TextMarksTest, A_level_bar_is_a_level_box_widened_to_each_side) {
  const auto marks = text_marks(with_bar(80, 8, 0), kWidth, kHeight);
  ASSERT_EQ(marks.size(), 1U);
  const TurnedBox box = marks[0].box;
  const double more = 1.6 * 80 * 8 / (2 * (80 + 8));
  EXPECT_EQ(box.angle, 0);
  EXPECT_NEAR(box.centre_x, 100, 0.1);
  EXPECT_NEAR(box.centre_y, 60, 0.1);
  EXPECT_NEAR(box.width, 80 + 2 * more, 0.1);
  EXPECT_NEAR(box.height, 8 + 2 * more, 0.1);
}

TEST(TextMarksTest, A_leaning_bar_is_a_leaning_box) {
  for (const double degrees : {15.0, 40.0, 89.0, -30.0}) {
    const double angle = degrees * std::numbers::pi / 180;
    const auto marks = text_marks(with_bar(80, 8, angle), kWidth, kHeight);
    ASSERT_EQ(marks.size(), 1U) << degrees;
    EXPECT_NEAR(marks[0].box.angle, angle, 0.03) << degrees;
    EXPECT_NEAR(marks[0].box.width, 80 + 11.6, 3) << degrees;
  }
}

TEST(TextMarksTest, What_is_no_line_is_left_out) {
  EXPECT_TRUE(text_marks(with_bar(80, 8, 0, 0.2F), kWidth, kHeight).empty()) << "not marked";
  EXPECT_TRUE(text_marks(with_bar(80, 8, 0, 0.4F), kWidth, kHeight).empty()) << "faintly marked";
  EXPECT_TRUE(text_marks(with_bar(3, 2, 0), kWidth, kHeight).empty()) << "a speck";
  EXPECT_TRUE(text_marks(std::vector<float>(kWidth * kHeight, NAN), kWidth, kHeight).empty());
}

TEST(TextMarksTest, The_one_with_the_most_marks_comes_first) {
  std::vector<float> map = with_bar(80, 8, 0);
  for (std::size_t y = 4; y < 10; ++y)
    for (std::size_t x = 4; x < 30; ++x) map[y * kWidth + x] = 0.9F;
  const auto marks = text_marks(map, kWidth, kHeight);
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_GT(marks[0].weight, marks[1].weight);
  EXPECT_NEAR(marks[1].box.centre_x, 17, 0.1);
}

}  // namespace
}  // namespace photosieve
