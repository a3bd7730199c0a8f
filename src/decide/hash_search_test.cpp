// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/hash_search.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <random>

namespace photosieve {
namespace {

using Forms = std::array<PdqHash, 8>;

class Hashes {
 public:
  PdqHash next() { return {random_(), random_(), random_(), random_()}; }
  Forms forms() {
    Forms all;
    for (PdqHash& form : all) form = next();
    return all;
  }

 private:
  std::mt19937_64 random_{99};
};

// Turns over `bits` bits, spread over the whole hash.
PdqHash changed(PdqHash hash, int bits) {
  for (int i = 0; i < bits; ++i) {
    const auto bit = static_cast<std::size_t>(i * 37 % 256);
    hash[bit / 64] ^= std::uint64_t{1} << (bit % 64);
  }
  return hash;
}

TEST(HashSearch, FindsWhatLiesWithinTheRadiusInAnyForm) {
  Hashes hashes;
  const Forms forms = hashes.forms();
  for (std::size_t turn = 0; turn < 8; ++turn) {
    for (const int bits : {0, 1, 31, 32}) {
      SCOPED_TRACE(testing::Message() << "turn " << turn << ", " << bits << " bits");
      HashSearch search;
      search.add(hashes.next(), 1);
      search.add(changed(forms[turn], bits), 2);
      const NearestHash found = search.nearest(forms, 31);
      EXPECT_EQ(found.n, bits <= 31 ? 2U : 0U);
      if (found.n == 0) continue;
      EXPECT_EQ(found.distance, bits);
      EXPECT_EQ(found.turn, turn);
    }
  }
}

TEST(HashSearch, TakesTheNearestAndOfTwoAlikeTheLowestNumber) {
  Hashes hashes;
  const Forms forms = hashes.forms();
  HashSearch search;
  search.add(changed(forms[0], 9), 5);
  search.add(changed(forms[3], 4), 9);
  search.add(changed(forms[0], 4), 7);
  search.add(changed(forms[6], 4), 8);
  const NearestHash found = search.nearest(forms, 31);
  EXPECT_EQ(found.n, 7U);
  EXPECT_EQ(found.distance, 4);
}

TEST(HashSearch, AgreesWithCountingEveryBitOfEveryPair) {
  Hashes hashes;
  for (const int radius : {0, 31, 100, 120, 128}) {
    HashSearch search;
    std::vector<PdqHash> all;
    for (std::uint32_t n = 1; n <= 300; ++n) {
      all.push_back(hashes.next());
      search.add(all.back(), n);
    }
    const Forms forms = hashes.forms();
    NearestHash expected{0, radius + 1, 0};
    for (std::uint32_t n = 1; n <= 300; ++n) {
      for (const PdqHash& form : forms) {
        int distance = 0;
        for (std::size_t i = 0; i < 4; ++i) distance += std::popcount(form[i] ^ all[n - 1][i]);
        if (distance < expected.distance) expected = {n, distance, 0};
      }
    }
    const NearestHash found = search.nearest(forms, radius);
    EXPECT_EQ(found.n, expected.n) << radius;
    EXPECT_EQ(found.distance, expected.distance) << radius;
  }
}

TEST(HashSearch, AnEmptyOneFindsNothing) {
  Hashes hashes;
  EXPECT_EQ(HashSearch().nearest(hashes.forms(), 128).n, 0U);
}

}  // namespace
}  // namespace photosieve
