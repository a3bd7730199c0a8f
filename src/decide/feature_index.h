// FeatureIndex: of many photos, those that may show what one shows.
//
// Places are found by parts of their descriptors: each of three tables knows them by another 20 of
// the 128 bits, so a place that changed in few bits is found in one table or another (P. Indyk,
// R. Motwani, "Approximate Nearest Neighbors", 1998). A photo is a candidate when three places
// found in it and more agree on one movement; whether it is alike is for match_features() to say.
// Memory   about 45 bytes a place and 300 a photo: 2.4 kB for one of 48 places.
// Threads  one. Cost: some 50 us a photo asked for, and more with each million places.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "model/local_features.h"

namespace photosieve {

class FeatureIndex {
 public:
  static constexpr std::size_t kTables = 3;

  // Its number is how many were added before.
  void add(const LocalFeatures& features);
  [[nodiscard]] std::size_t size() const { return photos_.size(); }
  // Numbers of photos, the likeliest first, and of equally likely ones the first added first.
  [[nodiscard]] std::vector<std::uint32_t> candidates(const LocalFeatures& asked);
  // What was added.
  [[nodiscard]] LocalFeatures features(std::uint32_t number) const;

 private:
  struct Photo {
    std::uint32_t first = 0;  // of its places
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    decltype(LocalFeatures::sketch) sketch{};
  };
  struct Votes {
    std::uint32_t round = 0;  // in which they were counted
    std::uint8_t place = 0;   // the last that counted
    std::uint8_t count = 0;
  };
  struct Hit {
    std::uint32_t photo = 0;
    std::uint32_t place = 0;  // in places_
    std::uint8_t asked = 0;   // its place in the photo asked for
  };
  struct Entry {
    std::uint32_t photo = 0;
    std::array<std::uint32_t, kTables> next{};  // 1 + the place before it with the same hash
  };

  void grow();
  void enter(std::uint32_t place);
  void find(const std::array<std::uint64_t, 2>& bits, std::uint8_t asked, std::vector<Hit>& hits);

  std::deque<LocalFeature> places_;
  std::deque<Entry> entries_;
  std::array<std::vector<std::uint32_t>, kTables> heads_;  // a power of two each
  std::deque<Photo> photos_;
  std::vector<Votes> votes_;
  std::uint32_t round_ = 0;
};

}  // namespace photosieve
