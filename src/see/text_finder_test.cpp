// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_finder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "see/test_photo.h"

namespace photosieve {
namespace {

class TextFinderTest : public testing::Test {
 protected:
  void SetUp() override {
    SKIP_WITHOUT_NETWORKS();
    const auto runtime = Runtime::open(test::networks_folder() + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime);
    auto finder = TextFinder::load(*runtime, test::networks_folder());
    ASSERT_TRUE(finder) << finder.error().message;
    finder_ = *std::move(finder);
  }
  std::optional<TextFinder> finder_;
};

TEST_F(TextFinderTest, Two_signs_are_two_lines_one_of_them_upright) {
  const auto lines = finder_->find(test::read_photo("signs.jpg"));
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 2U);
  const TurnedBox& level = (*lines)[0];
  EXPECT_EQ(level.angle, 0);
  EXPECT_NEAR(level.centre_x, 225, 25);
  EXPECT_NEAR(level.centre_y, 95, 8);
  EXPECT_NEAR(std::abs((*lines)[1].angle), std::numbers::pi / 2, 0.1);
}

TEST_F(TextFinderTest, A_plain_photo_is_not_even_searched_and_has_none) {
  for (const double step : {0.0, 0.02}) {
    const auto lines = finder_->find(test::grey_photo(900, 600, [&](std::size_t x, std::size_t y) {
      return 60 + step * static_cast<double>(x + y);
    }));
    ASSERT_TRUE(lines);
    EXPECT_TRUE(lines->empty());
  }
}

TEST_F(TextFinderTest, Any_shape_of_photo_may_be_asked) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {3000, 40}, {33, 3000}, {64, 64}}) {
    const auto lines = finder_->find(test::grey_photo(
        width, height, [](std::size_t x, std::size_t y) { return (x / 9 + y / 9) % 2 * 255; }));
    EXPECT_TRUE(lines) << width << " x " << height;
  }
}

}  // namespace
}  // namespace photosieve
