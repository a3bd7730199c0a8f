// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

constexpr Region kTile{65, 65, 64, 64};

float median_width(const std::vector<Edge>& edges) {
  std::vector<float> widths;
  widths.reserve(edges.size());
  for (const Edge& edge : edges) widths.push_back(edge.width);
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2),
                   widths.end());
  return widths[widths.size() / 2];
}

std::vector<Edge> edges_of(const Plane& plane, double min_contrast, const Region& tile = kTile) {
  std::vector<Edge> edges;
  EdgeFinder().find(plane.view(), tile, min_contrast, edges);
  return edges;
}

// An edge through the middle of the tile, blurred in linear light; `degrees` of its gradient.
Plane edge(double degrees, double sigma, double noise = 0) {
  test::Random random(5);
  const double angle = degrees * std::numbers::pi / 180;
  return test::plane(256, 256, [&](double x, double y) {
    const double distance = (x - 96.5) * std::cos(angle) + (y - 96.5) * std::sin(angle);
    return test::level_of_light(0.03 + 0.5 * test::soft_step(distance, sigma)) +
           noise * random.normal();
  });
}

struct BlurCase {
  double sigma;
  double expected;  // 2.56 sigma, and 0.8 for a step between two pixels
};

// Straight lines between pixels make narrow edges look up to 0.45 pixels wider than they are.
TEST(Edges, WidthIsTheTenToNinetyPercentRiseOfAGaussianEdgeWhicheverWayItLies) {
  const BlurCase cases[] = {{0, 0.8}, {0.7, 1.8}, {1, 2.56}, {1.5, 3.85}, {2.5, 6.4}};
  for (const double degrees : {0.0, 20.0, 45.0, 90.0, -70.0, 180.0}) {
    for (const BlurCase& c : cases) {
      SCOPED_TRACE(testing::Message() << "sigma " << c.sigma << ", " << degrees << " degrees");
      const auto edges = edges_of(edge(degrees, c.sigma), 40);
      ASSERT_GE(edges.size(), 3U);  // stairs are no run
      EXPECT_GT(median_width(edges), c.expected - 0.2);
      EXPECT_LT(median_width(edges), c.expected + 0.5);
      const double turned = std::remainder(
          static_cast<double>(edges[0].angle) * 180 / std::numbers::pi - degrees, 360);
      EXPECT_NEAR(turned, 0, c.sigma > 0 ? 6 : 15);
    }
  }
}

TEST(Edges, NoiseHardlyChangesTheWidth) {
  const auto edges = edges_of(edge(0, 1.5, 4), 60);
  ASSERT_GE(edges.size(), 8U);
  EXPECT_NEAR(median_width(edges), 3.85, 0.8);
}

TEST(Edges, NoiseAndLowContrastAreNoEdges) {
  test::Random random(6);
  const Plane noise =
      test::plane(256, 256, [&](double, double) { return 128 + 5 * random.normal(); });
  EXPECT_TRUE(edges_of(noise, 40).empty());
  const Plane faint =
      test::plane(256, 256, [](double x, double) { return x < 95.5 ? 100.0 : 130.0; });
  EXPECT_TRUE(edges_of(faint, 40).empty());
}

TEST(Edges, ABentEdgeIsLeftOutSinceItWouldLookWider) {
  const Plane dots = test::plane(
      256, 256, [](double x, double y) { return std::hypot(x - 96, y - 96) < 2 ? 200.0 : 40.0; });
  EXPECT_TRUE(edges_of(dots, 40).empty());
}

TEST(Edges, OfEachDirectionTheStrongestAreKept) {
  // Many sharp edges across, and a soft one down.
  const Plane plane = test::plane(256, 256, [](double x, double y) {
    return 40 + 100 * (std::fmod(x, 16) < 8 ? 1.0 : 0.0) + 60 * test::soft_step(y - 96.5, 2);
  });
  const auto edges = edges_of(plane, 30);
  const auto down = std::count_if(edges.begin(), edges.end(), [](const Edge& one) {
    return std::abs(std::abs(one.angle) - std::numbers::pi_v<float> / 2) < 0.3F;
  });
  EXPECT_GE(down, 3);
  EXPECT_LE(std::count_if(edges.begin(), edges.end(),
                          [](const Edge& one) { return std::abs(one.angle) < 0.1F; }),
            12);
}

TEST(Edges, ARunThatLeavesThePictureHasNoWidth) {
  const Plane ramp = test::plane(256, 256, [](double x, double) { return 2.5 * x; });
  EXPECT_TRUE(edges_of(ramp, 20, {1, 1, 64, 64}).empty());
}

TEST(Edges, TilesAtAnyBorderAndOfAnySizeAreTaken) {
  for (const std::size_t side : {1U, 5U, 8U, 40U, 66U, 90U}) {
    const Plane plane = test::plane(
        side, side, [](double x, double y) { return std::fmod(x + y, 7) < 3 ? 20.0 : 220.0; });
    const auto most = static_cast<std::uint32_t>(side);
    edges_of(plane, 20, {0, 0, most, most});
    if (side > 4) edges_of(plane, 20, {most - 4, most - 4, 4, 4});
  }
}

}  // namespace
}  // namespace photosieve
