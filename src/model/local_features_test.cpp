// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/local_features.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

LocalFeatures some_features() {
  LocalFeatures features;
  features.width = 10032;
  features.height = 6688;
  for (std::size_t i = 0; i < features.sketch.size(); ++i)
    features.sketch[i] = static_cast<std::uint8_t>(3 * i);
  features.places = {{10000, 6000, 255, 128, {~std::uint64_t{0}, 1}}, {0, 0, 0, 0, {2, 3}}};
  return features;
}

TEST(LocalFeatures, GoThereAndBackAsBytes) {
  const LocalFeatures before = some_features();
  const std::string bytes = features_bytes(before);
  EXPECT_EQ(bytes.size(), 260U + 2 * 22);
  EXPECT_EQ(features_from_bytes(bytes), before);
}

TEST(LocalFeatures, APhotoWithoutPlacesHasItsSketch) {
  LocalFeatures plain = some_features();
  plain.places.clear();
  EXPECT_EQ(features_from_bytes(features_bytes(plain)), plain);
}

TEST(LocalFeatures, BytesThatCannotBeAreRefused) {
  const std::string good = features_bytes(some_features());
  EXPECT_FALSE(features_from_bytes(""));
  EXPECT_FALSE(features_from_bytes(good.substr(0, 259)));
  EXPECT_FALSE(features_from_bytes(good.substr(0, good.size() - 1)));
  EXPECT_FALSE(features_from_bytes(std::string(260, '\0'))) << "a photo without a side";
  LocalFeatures many = some_features();
  many.places.resize(LocalFeatures::kMost + 1);
  EXPECT_FALSE(features_from_bytes(features_bytes(many)));
  LocalFeatures outside = some_features();
  outside.places[0].x = 10033;
  EXPECT_FALSE(features_from_bytes(features_bytes(outside)));
}

}  // namespace
}  // namespace photosieve
