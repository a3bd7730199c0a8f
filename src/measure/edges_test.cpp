// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/edges.h"

#include <gtest/gtest.h>

#include <algorithm>

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

std::vector<Edge> edges_of(const Plane& plane, double min_contrast) {
  std::vector<Edge> edges;
  find_edges(plane.view(), kTile, min_contrast, edges);
  return edges;
}

struct BlurCase {
  double sigma;
  double expected;  // 2.56 sigma, and 0.8 for a step between two pixels
};

// Straight lines between pixels make narrow edges look up to 0.45 pixels wider than they are.
TEST(Edges, WidthIsTheTenToNinetyPercentRiseOfAGaussianEdge) {
  const BlurCase cases[] = {{0, 0.8}, {0.7, 1.8}, {1, 2.56}, {1.5, 3.85}, {2.5, 6.4}};
  for (const bool turned : {false, true}) {
    for (const BlurCase& c : cases) {
      SCOPED_TRACE(testing::Message() << "sigma " << c.sigma << (turned ? " down" : " across"));
      const Plane plane = test::plane(256, 256, [&](double x, double y) {
        return 40 + 150 * test::soft_step((turned ? y : x) - 95.5, c.sigma);
      });
      const auto edges = edges_of(plane, 40);
      ASSERT_GE(edges.size(), 60U);  // one a row of the tile
      EXPECT_GT(median_width(edges), c.expected - 0.1);
      EXPECT_LT(median_width(edges), c.expected + 0.45);
      EXPECT_NEAR(edges.front().contrast, 150, 3);
    }
  }
}

TEST(Edges, NoiseHardlyChangesTheWidth) {
  test::Random random(5);
  const Plane plane = test::plane(256, 256, [&](double x, double) {
    return 40 + 150 * test::soft_step(x - 95.5, 1.5) + 5 * random.normal();
  });
  const auto edges = edges_of(plane, 60);
  ASSERT_GE(edges.size(), 50U);
  EXPECT_NEAR(median_width(edges), 3.85, 0.5);
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

TEST(Edges, AnEdgeAt45DegreesIsLeftOutSinceItWouldLookWider) {
  const Plane plane = test::plane(256, 256, [](double x, double y) {
    return 40 + 150 * test::soft_step((x - y) / 1.414, 1.0);
  });
  EXPECT_TRUE(edges_of(plane, 40).empty());
}

TEST(Edges, ARunThatLeavesThePictureHasNoWidth) {
  const Plane ramp = test::plane(256, 256, [](double x, double) { return x; });
  std::vector<Edge> edges;
  find_edges(ramp.view(), {1, 1, 64, 64}, 20, edges);
  EXPECT_TRUE(edges.empty());
}

}  // namespace
}  // namespace photosieve
