// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_index.h"

#include <gtest/gtest.h>

#include "decide/test_features.h"

namespace photosieve {
namespace {

TEST(FeatureIndexes, FindACopyAmongMany) {
  FeatureIndex index;
  EXPECT_TRUE(index.candidates(test::features_of(1)).empty());
  for (unsigned seed = 0; seed < 300; ++seed) index.add(test::features_of(seed));
  const test::Move moves[] = {{}, {.degrees = 5}, {.scale = 1.195}, {.mirrored = true}};
  for (const unsigned seed : {0U, 77U, 299U}) {
    for (const test::Move& move : moves)
      EXPECT_EQ(index.candidates(test::moved(seed, move)), std::vector<std::uint32_t>{seed});
  }
  for (unsigned seed = 1000; seed < 1050; ++seed)
    EXPECT_TRUE(index.candidates(test::features_of(seed)).empty()) << seed;
}

TEST(FeatureIndexes, GiveTheLikeliestFirst) {
  FeatureIndex index;
  index.add(test::moved(5, {.flipped_bits = 24}));
  index.add(test::features_of(6));
  index.add(test::moved(5, {.flipped_bits = 0}));
  index.add(test::moved(5, {.flipped_bits = 0}));
  const auto found = index.candidates(test::features_of(5));
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0], 2U) << "of equally likely ones the first";
  EXPECT_EQ(found[1], 3U);
}

TEST(FeatureIndexes, HoldWhatWasAdded) {
  FeatureIndex index;
  LocalFeatures plain = test::features_of(1);
  plain.places.clear();
  index.add(test::features_of(1));
  index.add(plain);
  index.add(test::features_of(2));
  EXPECT_EQ(index.size(), 3U);
  EXPECT_EQ(index.features(0), test::features_of(1));
  EXPECT_EQ(index.features(1), plain);
  EXPECT_EQ(index.features(2), test::features_of(2));
  EXPECT_TRUE(index.candidates(plain).empty());
}

}  // namespace
}  // namespace photosieve
