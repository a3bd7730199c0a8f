// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/exposure.h"

#include <gtest/gtest.h>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

Exposure exposure_of(const Image& image) {
  const auto result = measure_exposure(image, survey(image.luma.view()));
  EXPECT_TRUE(result);
  return result.value_or(Exposure{});
}

// A sky of one luma above a mid-grey ground of 60 %.
Image landscape(double sky, double cb = 128, double cr = 128) {
  return test::coloured(
      test::plane(400, 400, [&](double, double y) { return y < 160 ? sky : 110.0; }), cb, cr);
}

TEST(Exposure, ABlownSkyCountsWithItsPlace) {
  const Exposure result = exposure_of(landscape(255));
  EXPECT_NEAR(result.highlights.percent, 40, 0.01);
  EXPECT_EQ(result.highlights.region, (Region{0, 0, 400, 160}));
  EXPECT_EQ(result.shadows.percent, 0);
}

TEST(Exposure, ABrightSkyWithinTheRangeDoesNot) {
  EXPECT_EQ(exposure_of(landscape(248)).highlights.percent, 0);
}

TEST(Exposure, TwoChannelsAtTheirEndAreBlownOneIsOnlyAColour) {
  // Luma 225, Cb 0: yellow, red and green full. Luma 90, Cr 255: a red of which only red is full.
  EXPECT_NEAR(exposure_of(landscape(240, 20, 140)).highlights.percent, 40, 0.01);
  EXPECT_EQ(exposure_of(landscape(100, 100, 245)).highlights.percent, 0);
}

TEST(Exposure, TextureNearTheEndKeepsABlockFromBeingClipped) {
  test::Random random(3);
  const Image snow =
      test::grey(test::plane(400, 400, [&](double, double) { return 246 + 5 * random.normal(); }));
  EXPECT_LT(exposure_of(snow).highlights.percent, 1);
}

TEST(Exposure, GlintsAreNoFault) {
  const Image image = test::grey(test::plane(800, 800, [](double x, double y) {
    return std::fmod(x, 80) < 8 && std::fmod(y, 80) < 8 ? 255.0 : 100.0;
  }));
  EXPECT_EQ(exposure_of(image).highlights.percent, 0);
}

TEST(Exposure, AnObjectOnAWhiteOrBlackBackdropIsNoFault) {
  for (const double backdrop : {255.0, 0.0}) {
    const Image image = test::grey(test::plane(400, 400, [&](double x, double y) {
      return std::hypot(x - 200, y - 200) < 120 ? 128.0 : backdrop;
    }));
    const Exposure result = exposure_of(image);
    EXPECT_EQ(result.highlights.percent, 0) << backdrop;
    EXPECT_EQ(result.shadows.percent, 0) << backdrop;
  }
}

TEST(Exposure, AllWhiteAndAllBlackAreClippedAllOver) {
  const auto all = [](double value) {
    return exposure_of(test::grey(test::plane(200, 200, [&](double, double) { return value; })));
  };
  EXPECT_EQ(all(255).highlights.percent, 100);
  EXPECT_EQ(all(0).shadows.percent, 100);
}

TEST(Exposure, BrightnessContrastAndPeakAreInLevels) {
  const Image ramp = test::grey(test::plane(1024, 64, [](double x, double) { return x / 4; }));
  const Exposure result = exposure_of(ramp);
  EXPECT_NEAR(result.brightness, 127.5, 1);
  EXPECT_NEAR(result.contrast, 230, 3);
  EXPECT_NEAR(result.peak, 253, 2);
  EXPECT_NEAR(exposure_of(landscape(60)).peak, 110, 1);
}

TEST(Exposure, PartsThatMeetLaterAreOne) {
  // A U: two arms that only join at the bottom.
  const Image image = test::grey(test::plane(400, 400, [](double x, double y) {
    const bool arm = (x >= 40 && x < 80) || (x >= 200 && x < 240);
    return (y >= 40 && y < 200 && arm) || (y >= 200 && y < 240 && x >= 40 && x < 240) ? 255.0
                                                                                      : 90.0;
  }));
  EXPECT_EQ(exposure_of(image).highlights.region, (Region{40, 40, 200, 200}));
}

TEST(Exposure, APhotoWithoutABlockHasNone) {
  const Image image = test::grey(test::plane(3, 3, [](double, double) { return 255.0; }));
  EXPECT_FALSE(measure_exposure(image, survey(image.luma.view())));
}

}  // namespace
}  // namespace photosieve
