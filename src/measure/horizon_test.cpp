// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/horizon.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr double kWidth = 1500;
constexpr double kHeight = 1000;

// level(x, y) of a scene about its middle, turned against the clock by so many degrees.
std::optional<HorizonTilt> tilt_of(double degrees,
                                   const std::function<double(double, double)>& level,
                                   double noise = 2) {
  const double angle = degrees * std::numbers::pi / 180;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  test::Random random(3);
  const Plane plane = test::plane(kWidth, kHeight, [&](double x, double y) {
    const double right = x - kWidth / 2;
    const double down = y - kHeight / 2;
    return level(c * right - s * down, s * right + c * down) + noise * random.normal();
  });
  return measure_horizon_tilt(survey(plane.view()));
}

double degrees_of(const std::optional<HorizonTilt>& tilt) {
  return tilt ? tilt->degrees : 99;
}

double sea(double, double y) {
  return 190 - 90 * test::soft_step(y - 100, 3);
}

double facade(double x, double y) {
  return test::squares(x / 4 + 6400, y / 4 + 6400, 0.5, 60, 170);
}

// Trunks, each with a lean of its own of a degree at most.
double forest(double x, double y) {
  const double number = std::floor(x / 60);
  const double lean = std::sin(number * 2.4) * 0.017;
  const double middle = number * 60 + 30 + lean * y;
  return std::abs(x - middle) < 9 ? 40 : 130;
}

// A tower seen from below: its edges meet above.
double tower(double x, double y) {
  const double across = x / (1 + 0.2 * y / kHeight);
  return std::fmod(std::abs(across), 100) < 50 ? 60 : 170;
}

TEST(HorizonTilt, IsSeenOfAHorizonBuildingsAndTrunks) {
  for (const double degrees : {-6.0, -3.0, -1.5, 0.0, 2.0, 4.0}) {
    SCOPED_TRACE(degrees);
    const auto horizon = tilt_of(degrees, sea);
    EXPECT_NEAR(degrees_of(horizon), degrees, 0.15);
    ASSERT_TRUE(horizon && horizon->region);
    EXPECT_GT(horizon->region->width, 1200U);
    EXPECT_NEAR(horizon->region->y + horizon->region->height / 2.0, kHeight / 2 + 100, 20);
    EXPECT_NEAR(degrees_of(tilt_of(degrees, facade)), degrees, 0.7);  // what says least
    EXPECT_NEAR(degrees_of(tilt_of(degrees, forest)), degrees, 0.7);
  }
}

TEST(HorizonTilt, VerticalsThatConvergeAreNoTilt) {
  EXPECT_NEAR(degrees_of(tilt_of(0, tower)), 0, 0.3);
}

TEST(HorizonTilt, SlopesRoadsAndTexturesHaveNone) {
  // A ridge that bends; a line over half of the photo; planks that converge; grain.
  EXPECT_FALSE(tilt_of(
      0, [](double x, double y) { return y > 60 * std::sin(x / 170) + 0.08 * x ? 60 : 190; }));
  EXPECT_FALSE(tilt_of(4, [](double x, double y) { return x < 0 && y < 0 ? 60 : 190; }));
  EXPECT_FALSE(tilt_of(0, [](double x, double y) {
    const double plank = (y + 900) / (x + 4000) * 40;
    return std::fmod(plank + 100, 2) < 1 ? 60 : 150;
  }));
  EXPECT_FALSE(tilt_of(
      0, [](double, double) { return 120; }, 30));
}

TEST(HorizonTilt, OfAnySizeNothingBreaks) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>{1, 1}, {3, 5000}, {5000, 3}, {400, 400}, {9000, 70}}) {
    const Plane black = test::plane(width, height, [](double, double) { return 0; });
    EXPECT_FALSE(measure_horizon_tilt(survey(black.view())));
    const Plane checks = test::plane(width, height, [](double x, double y) {
      return (static_cast<int>(x / 3) + static_cast<int>(y / 3)) % 2 == 0 ? 0 : 255;
    });
    (void)measure_horizon_tilt(survey(checks.view()));
  }
}

}  // namespace
}  // namespace photosieve
