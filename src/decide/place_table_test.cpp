// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/place_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace photosieve {
namespace {

using Known = std::vector<std::pair<std::uint32_t, std::uint8_t>>;

Known found(const PlaceTable& table, std::uint32_t key) {
  std::vector<PlaceTable::Place> places;
  EXPECT_TRUE(table.find(key, places));
  Known result;
  for (const PlaceTable::Place& place : places) result.emplace_back(place.photo, place.place);
  std::sort(result.begin(), result.end());
  return result;
}

// Keys that all differ, and few that many places have, so that chains grow and are parted.
TEST(PlaceTables, FindAllPlacesOfAKeyAndNoOthers) {
  constexpr std::uint32_t kFewKeys = 500;
  for (const std::uint32_t keys : {3U, kFewKeys, 1U << PlaceTable::kKeyBits}) {
    SCOPED_TRACE(keys);
    PlaceTable table(spill_folder());
    std::map<std::uint32_t, Known> known;
    std::mt19937_64 random(keys);
    for (std::uint32_t i = 0; i < 60000; ++i) {
      const auto key = static_cast<std::uint32_t>(random() % keys);
      const std::uint32_t photo = i % 5 == 0 ? ~i : i;
      const auto place = static_cast<std::uint8_t>(random() % (1U << PlaceTable::kPlaceBits));
      ASSERT_TRUE(table.add(key, {photo, place}));
      known[key].emplace_back(photo, place);
      if (i % 1000 == 0) {
        ASSERT_EQ(found(table, key).size(), known[key].size());
      }
    }
    for (auto& [key, places] : known) {
      std::sort(places.begin(), places.end());
      ASSERT_EQ(found(table, key), places) << key;
    }
    EXPECT_TRUE(keys > kFewKeys || found(table, keys).empty());
  }
}

TEST(PlaceTables, AreEmptyAtFirst) {
  const PlaceTable table(spill_folder());
  EXPECT_TRUE(found(table, 0).empty());
  EXPECT_TRUE(found(table, (1U << PlaceTable::kKeyBits) - 1).empty());
}

}  // namespace
}  // namespace photosieve
