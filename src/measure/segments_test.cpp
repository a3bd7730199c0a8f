// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/segments.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

SmallPicture picture(std::size_t width, std::size_t height,
                     const std::function<double(double, double)>& level) {
  SmallPicture result{width, height, {}};
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x)
      result.values.push_back(static_cast<std::uint16_t>(
          std::lround(16 * level(static_cast<double>(x), static_cast<double>(y)))));
  return result;
}

TEST(Segments, AnEdgeIsFoundWithItsSlopeAndPlace) {
  for (const double slope : {-0.2, -0.013, 0.0, 0.1, 0.25})
    for (const double sigma : {0.0, 0.7, 2.5}) {
      SCOPED_TRACE(testing::Message() << slope << " " << sigma);
      const auto found = find_segments(
          picture(200, 120,
                  [&](double x, double y) {
                    return 60 + 90 * test::soft_step(x - 90 - slope * (y - 60), sigma);
                  }),
          20, 10);
      ASSERT_EQ(found.size(), 1U);
      EXPECT_NEAR(found[0].sums.slope(), slope, 0.002);
      EXPECT_NEAR(found[0].sums.at(60), sigma == 0 ? 89.5 : 90, 0.6);
      EXPECT_EQ(found[0].length(), 118U);
      EXPECT_LT(found[0].sums.off(), 0.5);
    }
}

TEST(Segments, BothSidesOfABarAreFoundAndPartsThatLieInOneLineAddUp) {
  const auto found = find_segments(picture(160, 200,
                                           [](double x, double y) {
                                             const bool gap = y > 90 && y < 110;
                                             return x > 60 && x < 100 && !gap ? 200 : 40;
                                           }),
                                   20, 10);
  ASSERT_EQ(found.size(), 4U);
  LineSums both = found[0].sums;
  for (std::size_t i = 1; i < found.size(); ++i)
    if (std::abs(found[i].sums.at(100) - found[0].sums.at(100)) < 5) both.add(found[i].sums);
  EXPECT_GT(both.n, 150);
  EXPECT_NEAR(both.slope(), 0, 0.001);
}

TEST(Segments, BendsAndFlatGroundsHaveNone) {
  EXPECT_TRUE(find_segments(picture(200, 200, [](double, double) { return 100; }), 20, 10).empty());
  EXPECT_TRUE(find_segments(picture(200, 200,
                                    [](double x, double y) {
                                      return std::hypot(x - 100, y - 100) < 60 ? 200 : 50;
                                    }),
                            45, 10)
                  .empty());
  // Too faint, and too far from upright.
  EXPECT_TRUE(
      find_segments(picture(99, 99, [](double x, double) { return x < 50 ? 100 : 103; }), 9, 9)
          .empty());
  EXPECT_TRUE(
      find_segments(picture(99, 99, [](double x, double y) { return x < y ? 100 : 200; }), 9, 9)
          .empty());
}

TEST(Segments, SmallPicturesHaveNone) {
  for (const std::size_t width : {0, 1, 4, 300})
    for (const std::size_t height : {0, 1, 2, 300}) {
      const auto stripes = [](double x, double) { return std::fmod(x, 16) < 8 ? 20.0 : 220.0; };
      const auto found = find_segments(picture(width, height, stripes), 20, 5);
      EXPECT_EQ(found.empty(), width < 300 || height < 300) << width << "x" << height;
    }
}

TEST(Segments, TransposedTwiceIsTheSame) {
  const SmallPicture one = picture(37, 53, [](double x, double y) { return x + 3 * y; });
  const SmallPicture turned = transposed(one);
  EXPECT_EQ(turned.width, 53U);
  EXPECT_EQ(turned.height, 37U);
  EXPECT_EQ(turned.values[2 * 53 + 7], one.values[7 * 37 + 2]);
  EXPECT_EQ(transposed(turned).values, one.values);
}

}  // namespace
}  // namespace photosieve
