// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/motion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr std::size_t kSide = 400;

// Linear light: dark and bright facets with edges in every direction, and a little texture.
double scene(double x, double y) {
  const double facets = std::sin(x / 9.1) + std::sin((0.5 * x + 0.87 * y) / 8.3) +
                        std::sin((-0.5 * x + 0.87 * y) / 10.7);
  return 0.25 + (facets > 0 ? 0.25 : -0.15) + 0.03 * std::sin(1.9 * x) * std::sin(2.1 * y);
}

// Each pixel is the mean of `samples` places along the way of the exposure.
Plane moved(double length, double degrees, double blur = 0) {
  const double angle = degrees * std::numbers::pi / 180;
  const int samples = length > 0 ? 11 : 1;
  const int around = blur > 0 ? 2 : 0;
  return test::plane(kSide, kSide, [&](double x, double y) {
    double sum = 0;
    double weights = 0;
    for (int v = -around; v <= around; ++v) {
      for (int u = -around; u <= around; ++u) {
        const double weight = blur > 0 ? std::exp(-(u * u + v * v) / (2 * blur * blur)) : 1;
        for (int i = 0; i < samples; ++i) {
          const double at = samples == 1 ? 0 : length * (i / (samples - 1.0) - 0.5);
          sum += weight * scene(x + u + at * std::cos(angle), y + v - at * std::sin(angle));
          weights += weight;
        }
      }
    }
    return test::level_of_light(sum / weights);
  });
}

std::optional<Motion> motion_of(const Plane& plane) {
  const Survey all = survey(plane.view());
  return measure_motion(find_fine_detail(plane.view(), all, 0),
                        find_halved_detail(plane.view(), all, 0));
}

TEST(Motion, LengthAndDirectionAreThoseOfTheMovement) {
  for (const double degrees : {0.0, 75.0, 120.0}) {
    double before = 0;
    for (const double length : {4.0, 8.0}) {
      SCOPED_TRACE(testing::Message() << length << " pixels at " << degrees);
      const auto motion = motion_of(moved(length, degrees));
      ASSERT_TRUE(motion);
      EXPECT_GT(motion->length, before);
      EXPECT_GT(motion->length, 0.6 * length);
      EXPECT_LT(motion->length, 1.75 * length);
      ASSERT_TRUE(motion->direction);
      EXPECT_NEAR(std::remainder(*motion->direction - degrees, 180), 0, 15);
      before = motion->length;
    }
  }
}

TEST(Motion, ASharpSceneAndOneThatIsSoftAllRoundDidNotMove) {
  for (const double blur : {0.0, 0.8, 1.5}) {
    SCOPED_TRACE(blur);
    const auto motion = motion_of(moved(0, 0, blur));
    ASSERT_TRUE(motion);
    EXPECT_LT(motion->length, 2.5);
    EXPECT_FALSE(motion->direction);
  }
}

TEST(Motion, BlindsAndWavesAreNoMovement) {
  // Edges one way only: sharp ones down, hardly any across.
  const Plane blinds = test::plane(kSide, kSide, [](double x, double y) {
    return (std::fmod(y, 20) < 10 ? 60.0 : 180.0) + 8 * std::sin(x / 20);
  });
  const auto motion = motion_of(blinds);
  EXPECT_TRUE(!motion || motion->length < 2.5);
}

TEST(Motion, APhotoWithoutEdgesIsNotJudged) {
  const Plane fog = test::plane(kSide, kSide, [](double x, double y) {
    return 120 + 30 * std::sin(x / 90) + 20 * std::sin(y / 110);
  });
  EXPECT_FALSE(motion_of(fog));
  EXPECT_FALSE(measure_motion({}, {}));
}

}  // namespace
}  // namespace photosieve
