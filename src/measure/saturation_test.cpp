// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/saturation.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

struct Colour {
  double luma;
  double cb;
  double cr;
};
constexpr Colour kRed{76, 85, 255};      // 254, 0, 0
constexpr Colour kOrange{130, 54, 178};  // 200, 120, 0: one channel is cut off
constexpr Colour kLeaf{110, 100, 110};   // 85, 132, 60
constexpr Colour kBlack{1, 128, 133};    // with a trace of colour
constexpr Colour kWhite{254, 126, 128};
constexpr Colour kCyan{179, 171, 0};    // 0, 255, 255
constexpr Colour kBeyond{120, 0, 255};  // no colour that could be shown

double of(const Colour& colour, std::size_t width = 600, std::size_t height = 400) {
  return measure_saturation(
             test::coloured(test::plane(width, height, [&](double, double) { return colour.luma; }),
                            colour.cb, colour.cr))
      .value_or(-1);
}

TEST(Saturation, TwoChannelsCutOffCountWholeAndOneATenth) {
  EXPECT_EQ(of(kRed), 100);
  EXPECT_EQ(of(kCyan), 100);
  EXPECT_EQ(of(kBeyond), 100);
  EXPECT_DOUBLE_EQ(of(kOrange), 10);
  EXPECT_EQ(of(kLeaf), 0);
}

TEST(Saturation, BlackWhiteAndGreyAreNoColours) {
  EXPECT_EQ(of(kBlack), 0);
  EXPECT_EQ(of(kWhite), 0);
  EXPECT_EQ(measure_saturation(test::grey(test::plane(90, 90, [](double, double) { return 255; }))),
            0);
  EXPECT_EQ(measure_saturation(Image{}), std::nullopt);
}

TEST(Saturation, IsAShareOfTheArea) {
  Image image = test::coloured(test::plane(800, 600, [](double, double) { return kRed.luma; }),
                               kRed.cb, kRed.cr);
  image.cb = test::plane(400, 300, [](double x, double) { return x < 100 ? kRed.cb : 128; });
  image.cr = test::plane(400, 300, [](double x, double) { return x < 100 ? kRed.cr : 128; });
  EXPECT_NEAR(measure_saturation(image).value_or(-1), 25, 0.3);
}

TEST(Saturation, OfAnySizeTheSame) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {3, 5000}, {5000, 3}, {257, 129}})
    EXPECT_EQ(of(kRed, width, height), 100) << width << "x" << height;
}

}  // namespace
}  // namespace photosieve
