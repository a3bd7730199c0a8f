// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_index.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <tuple>

#include "decide/feature_pairs.h"
#include "decide/test_features.h"

namespace photosieve {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(FeatureIndexes, FindACopyAmongMany) {
  FeatureIndex index(spill_folder());
  EXPECT_TRUE(index.candidates(test::features_of(1))->empty());
  for (unsigned seed = 0; seed < 300; ++seed) ASSERT_TRUE(index.add(test::features_of(seed)));
  const test::Move moves[] = {{}, {.degrees = 5}, {.scale = 1.195}, {.mirrored = true}};
  for (const unsigned seed : {0U, 77U, 299U}) {
    for (const test::Move& move : moves)
      EXPECT_EQ(*index.candidates(test::moved(seed, move)), Numbers{seed});
  }
  for (unsigned seed = 1000; seed < 1050; ++seed)
    EXPECT_TRUE(index.candidates(test::features_of(seed))->empty()) << seed;
}

TEST(FeatureIndexes, GiveTheLikeliestFirst) {
  FeatureIndex index(spill_folder());
  ASSERT_TRUE(index.add(test::moved(5, {.flipped_bits = 24})));
  ASSERT_TRUE(index.add(test::features_of(6)));
  ASSERT_TRUE(index.add(test::moved(5, {.flipped_bits = 0})));
  ASSERT_TRUE(index.add(test::moved(5, {.flipped_bits = 0})));
  const auto found = *index.candidates(test::features_of(5));
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0], 2U) << "of equally likely ones the first";
  EXPECT_EQ(found[1], 3U);
}

TEST(FeatureIndexes, HoldWhatWasAdded) {
  FeatureIndex index(spill_folder());
  LocalFeatures plain = test::features_of(1);
  plain.places.clear();
  ASSERT_TRUE(index.add(test::features_of(1)));
  ASSERT_TRUE(index.add(plain));
  ASSERT_TRUE(index.add(test::features_of(2)));
  ASSERT_TRUE(index.add(LocalFeatures{}));
  EXPECT_EQ(index.size(), 4U);
  EXPECT_EQ(*index.features(0), test::features_of(1));
  EXPECT_EQ(*index.features(1), plain);
  EXPECT_EQ(*index.features(2), test::features_of(2));
  EXPECT_EQ(*index.features(3), LocalFeatures{});
  EXPECT_TRUE(index.candidates(plain)->empty());
}

// Places that share a part of their descriptions, found by looking at all.
std::vector<FeaturePair> pairs_by_looking(const LocalFeatures& asked, const LocalFeatures& photo,
                                          bool mirrored) {
  std::vector<FeaturePair> pairs;
  std::set<std::size_t> sharing;
  for (std::size_t i = 0; i < asked.places.size(); ++i) {
    auto bits = asked.places[i].bits;
    if (mirrored) std::swap(bits[0], bits[1]);
    for (std::size_t k = 0; k < photo.places.size(); ++k) {
      const auto& other = photo.places[k].bits;
      const bool shared = ((bits[0] ^ other[0]) & 0xFFFFF) == 0 ||
                          ((bits[1] ^ other[1]) & 0xFFFFF) == 0 ||
                          ((bits[0] ^ other[0]) & 0xFFFFF00000) == 0;
      if (!shared) continue;
      sharing.insert(i);
      if (pairs.size() == 128) continue;
      pairs.push_back(feature_pair(asked.places[i], photo.places[k], mirrored));
      pairs.back().first = i;
      pairs.back().second = k;
    }
  }
  if (sharing.size() < 3) pairs.clear();
  return pairs;
}

Numbers candidates_by_looking(const LocalFeatures& asked, const std::vector<LocalFeatures>& all) {
  std::vector<std::tuple<std::size_t, std::uint32_t>> votes;  // less than the most, and the photo
  for (std::uint32_t photo = 0; photo < all.size(); ++photo) {
    std::size_t most = 0;
    for (const bool mirrored : {false, true})
      most = std::max(most, most_agreeing(pairs_by_looking(asked, all[photo], mirrored)));
    if (most >= 3) votes.emplace_back(~most, photo);
  }
  std::sort(votes.begin(), votes.end());
  Numbers result;
  for (std::size_t i = 0; i < std::min<std::size_t>(16, votes.size()); ++i)
    result.push_back(std::get<1>(votes[i]));
  return result;
}

// Every third photo has descriptions of few bits, so that many places share their parts.
LocalFeatures photo_of(unsigned number) {
  LocalFeatures photo =
      number % 2 == 0 ? test::features_of(number / 8)
                      : test::moved(number / 8, {.degrees = 1.0 * (number % 30),
                                                 .scale = 1 + 0.01 * (number % 20),
                                                 .mirrored = number % 5 == 0,
                                                 .flipped_bits = static_cast<int>(number) % 20});
  if (number % 3 == 0)
    for (LocalFeature& place : photo.places)
      for (std::uint64_t& bits : place.bits) bits &= 0x8040200801;
  return photo;
}

TEST(FeatureIndexes, FindWhatLookingAtEveryPhotoFinds) {
  constexpr unsigned kPhotos = 240;
  FeatureIndex index(spill_folder());
  std::vector<LocalFeatures> all;
  std::size_t found = 0;
  for (unsigned number = 0; number < kPhotos; ++number) {
    const LocalFeatures photo = photo_of(number);
    if (number % 4 == 3) {
      const Numbers expected = candidates_by_looking(photo, all);
      ASSERT_EQ(*index.candidates(photo), expected) << number;
      found += expected.size();
    }
    ASSERT_TRUE(index.add(photo));
    all.push_back(photo);
  }
  EXPECT_GT(found, kPhotos / 2);
}

#ifndef PHOTOSIEVE_SANITIZED  // sanitizers keep what was given back
std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t pages = 0;
  statm >> pages >> pages;
  return pages * ::sysconf(_SC_PAGESIZE);
}

TEST(FeatureIndexes, HoldHardlyAnythingOfAPhotoInMemory) {
  constexpr std::int64_t kPhotos = 4000;
  constexpr std::int64_t kMostAPhoto = 100;
  constexpr std::int64_t kMostAtAll = 2 << 20;
  const std::int64_t before = resident_bytes();
  FeatureIndex index(spill_folder());
  for (unsigned seed = 0; seed < kPhotos; ++seed) ASSERT_TRUE(index.add(test::features_of(seed)));
  EXPECT_EQ(*index.candidates(test::features_of(77)), Numbers{77});
  EXPECT_LT(resident_bytes() - before, kMostAPhoto * kPhotos + kMostAtAll);
}
#endif

TEST(FeatureIndexes, AFolderThatIsNotThereIsAnError) {
  FeatureIndex index("/proc/nothing");
  Result<> added;
  for (unsigned seed = 0; added && seed < 1000; ++seed) added = index.add(test::features_of(seed));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kFatal);
}

}  // namespace
}  // namespace photosieve
