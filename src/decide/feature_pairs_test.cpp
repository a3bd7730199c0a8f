// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_pairs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "decide/test_features.h"

namespace photosieve {
namespace {

std::vector<FeaturePair> pairs_of(const test::Move& move) {
  const LocalFeatures photo = test::features_of(4, 12);
  const LocalFeatures copy = test::moved(4, move, 12);
  std::vector<FeaturePair> pairs;
  if (photo.places.size() != copy.places.size()) return pairs;  // some have left the picture
  for (std::size_t i = 0; i < photo.places.size(); ++i) {
    pairs.push_back(feature_pair(photo.places[i], copy.places[i], move.mirrored));
    pairs.back().first = pairs.back().second = i;
  }
  return pairs;
}

TEST(FeaturePairs, EachProposesTheMovement) {
  const auto pairs = pairs_of({.degrees = 180, .mirrored = true});
  ASSERT_EQ(pairs.size(), 12U);
  for (const FeaturePair& pair : pairs) {
    EXPECT_NEAR(std::abs(pair.own.turns()), 0.5, 0.01);
    EXPECT_NEAR(pair.own.scale(), 1, 0.01);
  }
  EXPECT_EQ(most_agreeing(pairs), 12U);
}

TEST(FeaturePairs, TheMovementIsFittedToThoseThatAgree) {
  auto pairs = pairs_of({.degrees = 180});
  ASSERT_EQ(pairs.size(), 12U);
  pairs[3].to.x += 60;  // a wrong one
  const auto movement = best_movement(pairs);
  ASSERT_TRUE(movement);
  const Point middle = movement->of({test::kWide / 2, test::kHigh / 2});
  EXPECT_NEAR(middle.x, test::kWide / 2, 0.3);
  EXPECT_NEAR(middle.y, test::kHigh / 2, 0.3);
  const Point back = movement->back(movement->of({10, 20}));
  EXPECT_NEAR(back.x, 10, 1e-9);
  EXPECT_NEAR(back.y, 20, 1e-9);
  Agreement agreement(pairs);
  EXPECT_EQ(agreement.with(*movement, Agreement::kFinePoints).size(), 11U);
}

TEST(FeaturePairs, APlaceAgreesOnce) {
  auto pairs = pairs_of({});
  const std::size_t alone = pairs.size();
  pairs.push_back(pairs[0]);
  EXPECT_EQ(most_agreeing(pairs), alone);
}

TEST(FeaturePairs, TwoAreTooFewAndOnePlaceTellsNoMovement) {
  auto pairs = pairs_of({});
  const std::vector<const FeaturePair*> two{&pairs[0], &pairs[1]};
  EXPECT_FALSE(fitted(two));
  const std::vector<const FeaturePair*> same{&pairs[0], &pairs[0], &pairs[0]};
  EXPECT_FALSE(fitted(same));
  pairs.resize(2);
  EXPECT_FALSE(best_movement(pairs));
  EXPECT_EQ(most_agreeing({}), 0U);
}

}  // namespace
}  // namespace photosieve
