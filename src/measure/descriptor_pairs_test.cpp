// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/descriptor_pairs.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace photosieve {
namespace {

TEST(DescriptorPoints, AreMirroredAboutTheirDirection) {
  for (std::size_t i = 0; i < kSamplePointCount; ++i) {
    const SamplePoint& one = kSamplePoints[i];
    const SamplePoint& other = kSamplePoints[mirrored_point(i)];
    EXPECT_NEAR(one.x, other.x, 1e-3) << i;
    EXPECT_NEAR(one.y, -other.y, 1e-3) << i;
    EXPECT_EQ(one.blur, other.blur) << i;
  }
}

TEST(DescriptorPairs, AreAllDifferentAndSoAreTheirMirroredOnes) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const SamplePair& pair : kDescriptorPairs) {
    ASSERT_LT(pair.first, kSamplePointCount);
    ASSERT_LT(pair.second, kSamplePointCount);
    const std::size_t first = mirrored_point(pair.first);
    const std::size_t second = mirrored_point(pair.second);
    EXPECT_TRUE(seen.emplace(std::minmax<std::size_t>(pair.first, pair.second)).second);
    EXPECT_TRUE(seen.emplace(std::minmax(first, second)).second);
  }
}

}  // namespace
}  // namespace photosieve
