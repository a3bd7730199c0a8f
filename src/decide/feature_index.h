// FeatureIndex: of many photos, those that may show what one shows.
//
// Places are found by parts of their descriptors: each of three tables knows them by another 20 of
// the 128 bits, so a place that changed in few bits is found in one table or another (P. Indyk,
// R. Motwani, "Approximate Nearest Neighbors", 1998). A photo is a candidate when three places
// found in it and more agree on one movement; whether it is alike is for match_features() to say.
// Both lie in files without names in `folder` (base/spill_file.h), beyond the first few hundred
// photos: 3.3 kB a photo of 48 places, which the system caches as far as it has room.
// Errors   kFatal, of the files: no room, no folder. What was being added is then added in part, so
//          the index is good for nothing more.
// Memory   8 bytes a photo, and up to 1 MB.
// Threads  one. Cost: asking and adding take 0.5 ms of processor time a photo with 25,000 kept,
//          while the system has the files in its cache.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/spill_file.h"
#include "decide/place_table.h"
#include "model/local_features.h"

namespace photosieve {

class FeatureIndex {
 public:
  static constexpr std::size_t kTables = 3;

  explicit FeatureIndex(const std::string& folder) : places_(folder), records_(folder) {}

  // Its number is how many were added before.
  [[nodiscard]] Result<> add(const LocalFeatures& features);
  [[nodiscard]] std::size_t size() const { return votes_.size(); }
  // Numbers of photos, the likeliest first, and of equally likely ones the first added first.
  [[nodiscard]] Result<std::vector<std::uint32_t>> candidates(const LocalFeatures& asked);
  // What was added.
  [[nodiscard]] Result<LocalFeatures> features(std::uint32_t number) const;

 private:
  struct Record {
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::uint32_t count = 0;
    decltype(LocalFeatures::sketch) sketch{};
    std::array<LocalFeature, LocalFeatures::kMost> places{};
  };
  struct Votes {
    std::uint32_t round = 0;  // in which they were counted
    std::uint8_t place = 0;   // the last that counted
    std::uint8_t count = 0;
  };
  struct Hit {
    std::uint32_t photo = 0;
    std::uint8_t place = 0;
    std::uint8_t asked = 0;  // its place in the photo asked for
  };

  [[nodiscard]] Result<> find(const std::array<std::uint64_t, 2>& bits, std::uint8_t asked);
  [[nodiscard]] Result<> find_all(const LocalFeatures& asked, bool mirrored);

  PlaceTable places_;
  SpillFile records_;         // of each photo, by number
  std::vector<Votes> votes_;  // of each photo
  std::uint32_t round_ = 0;
  std::vector<Hit> hits_;  // of the round, by photo
  std::vector<PlaceTable::Place> found_;
};

}  // namespace photosieve
