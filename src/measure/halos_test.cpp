// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/halos.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

// A step blurred by `sigma`, sharpened by unsharp masking: 0 to 1, and beyond.
double sharpened(double distance, double sigma, double amount, double radius) {
  const double sharp = test::soft_step(distance, sigma);
  return sharp + amount * (sharp - test::soft_step(distance, std::hypot(sigma, radius)));
}

double overshoot(double sigma, double amount, double radius) {
  double most = 0;
  for (double at = 0; at < 10; at += 0.1)
    most = std::max(most, sharpened(at, sigma, amount, radius) - 1);
  return 100 * most;
}

// Stripes 40 pixels wide, upright or level, from `low` to `high`.
std::optional<Halos> of_stripes(double low, double high, bool level,
                                const std::function<double(double)>& step) {
  test::Random random(5);
  const Plane plane = test::plane(640, 480, [&](double x, double y) {
    const double phase = std::fmod((level ? y + 0.1 * x : x + 0.1 * y) + 3, 80);
    const double share = phase < 40 ? step(phase - 20) : step(60 - phase);
    return low + (high - low) * share + random.normal();
  });
  return measure_halos(plane.view(), survey(plane.view()));
}

double percent(const std::optional<Halos>& halos) {
  return halos ? halos->percent : -1;
}

TEST(Halos, AreWhatUnsharpMaskingAdds) {
  for (const bool level : {false, true})
    for (const double amount : {0.0, 0.8, 1.6, 3.0})
      for (const double radius : {1.2, 2.0}) {
        SCOPED_TRACE(testing::Message() << level << " " << amount << " " << radius);
        const auto halos = of_stripes(
            90, 150, level, [&](double at) { return sharpened(at, 0.8, amount, radius); });
        const double expected = overshoot(0.8, amount, radius);
        EXPECT_NEAR(percent(halos), expected, 2 + expected / 6);
        ASSERT_TRUE(halos);
        EXPECT_GT(halos->region.width, 0U);
        EXPECT_LE(halos->region.x + halos->region.width, 640U);
      }
}

TEST(Halos, ASideThatIsCutOffLeavesTheOtherToTell) {
  const auto step = [](double at) { return sharpened(at, 0.8, 1.6, 1.6); };
  EXPECT_NEAR(percent(of_stripes(150, 252, false, step)), overshoot(0.8, 1.6, 1.6), 5);
  EXPECT_NEAR(percent(of_stripes(2, 100, true, step)), overshoot(0.8, 1.6, 1.6), 5);
}

TEST(Halos, ALineBesideAnEdgeIsNone) {
  EXPECT_LT(percent(of_stripes(60, 160, false,
                               [](double at) {
                                 return test::soft_step(at, 0.8) +
                                        0.4 * test::soft_step(at - 1, 0.5) *
                                            test::soft_step(4 - at, 0.5);
                               })),
            2);
}

TEST(Halos, SoftEdgesTextureAndFlatGroundsTellNothing) {
  EXPECT_FALSE(of_stripes(60, 160, false, [](double at) { return test::soft_step(at, 4); }));
  EXPECT_FALSE(of_stripes(100, 101, false, [](double at) { return test::soft_step(at, 1); }));
  const Plane checks = test::plane(600, 600, [](double x, double y) {
    return (static_cast<int>(x / 7) + static_cast<int>(y / 7)) % 2 == 0 ? 40 : 200;
  });
  EXPECT_FALSE(measure_halos(checks.view(), survey(checks.view())));
}

TEST(Halos, OfAnySizeNothingBreaks) {
  for (const auto& [width, height] : {std::pair<std::size_t, std::size_t>{1, 1},
                                      {3, 5000},
                                      {5000, 3},
                                      {44, 44},
                                      {67, 400},
                                      {4001, 45}}) {
    const Plane edges = test::plane(width, height, [](double x, double y) {
      return std::fmod(x, 61) < 30 || std::fmod(y, 67) < 30 ? 10 : 240;
    });
    (void)measure_halos(edges.view(), survey(edges.view()));
  }
}

}  // namespace
}  // namespace photosieve
