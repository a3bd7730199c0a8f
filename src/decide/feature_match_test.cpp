// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_match.h"

#include <gtest/gtest.h>

#include "decide/test_features.h"

namespace photosieve {
namespace {

TEST(FeatureMatching, FindsHowACopyWasMoved) {
  const struct {
    const char* name;
    test::Move move;
  } cases[] = {{"as it is", {}},
               {"turned a little", {.degrees = 5}},
               {"turned the other way", {.degrees = -3}},
               {"a quarter", {.degrees = 90}},
               {"half a turn", {.degrees = 180}},
               {"a crop of 70 %", {.scale = 1.195}},
               {"mirrored", {.mirrored = true}},
               {"mirrored, turned and cropped", {.degrees = 4, .scale = 1.1, .mirrored = true}}};
  for (const auto& c : cases) {
    const FeatureMatch match = match_features(test::features_of(7), test::moved(7, c.move));
    EXPECT_GE(match.agreeing, 18) << c.name;
    EXPECT_GE(match.agreeing, match.shared - 8) << c.name;
    EXPECT_GE(match.spread, 4) << c.name;
    EXPECT_EQ(match.mirrored, c.move.mirrored) << c.name;
    EXPECT_NEAR(std::remainder(match.degrees - c.move.degrees, 360), 0, 0.5) << c.name;
    EXPECT_NEAR(match.scale, c.move.scale, 0.01) << c.name;
    EXPECT_GT(match.likeness, 0.9) << c.name;
  }
}

TEST(FeatureMatching, TellsHowMuchBothShow) {
  const FeatureMatch match = match_features(test::features_of(3), test::moved(3, {.scale = 1.25}));
  EXPECT_NEAR(match.covered, 1 / (1.25 * 1.25), 0.09);
  const FeatureMatch back = match_features(test::moved(3, {.scale = 1.25}), test::features_of(3));
  EXPECT_NEAR(back.covered, 1 / (1.25 * 1.25), 0.03);
  EXPECT_NEAR(match_features(test::features_of(3), test::moved(3, {})).covered, 1, 0.01);
}

TEST(FeatureMatching, StrangersAgreeInNextToNothing) {
  for (unsigned seed = 10; seed < 40; ++seed)
    EXPECT_LT(match_features(test::features_of(1), test::features_of(seed)).agreeing, 4) << seed;
}

TEST(FeatureMatching, WhatTwoPhotosShareInOneCornerIsNotSpread) {
  LocalFeatures one = test::features_of(1);
  LocalFeatures other = test::features_of(2);
  for (std::size_t i = 0; i < 12; ++i) {
    one.places[i].x = static_cast<std::uint16_t>(200 * (i + 1));
    one.places[i].y = static_cast<std::uint16_t>(100 * (i % 5 + 1));
    other.places[i] = one.places[i];
  }
  const FeatureMatch match = match_features(one, other);
  EXPECT_GE(match.agreeing, 10);
  EXPECT_LT(match.spread, 3);
}

TEST(FeatureMatching, LikenessIsThatOfTheSketches) {
  LocalFeatures other = test::moved(5, {});
  other.sketch = test::features_of(6).sketch;
  EXPECT_LT(match_features(test::features_of(5), other).likeness, 0.5);
}

TEST(FeatureMatching, NothingAgreesWithoutPlaces) {
  EXPECT_EQ(match_features(test::empty_features(), test::features_of(1)).agreeing, 0);
  EXPECT_EQ(match_features(test::empty_features(), test::empty_features()).agreeing, 0);
}

}  // namespace
}  // namespace photosieve
