// Evidence: the numbers taken from one photo, and where in it each was taken.
//
// Made by measure/, read by decide/. Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "model/finding.h"
#include "model/local_features.h"
#include "model/measure_table.h"
#include "model/photo.h"
#include "model/seen.h"

namespace photosieve {

struct Evidence {
  Measures measures;
  // The place a finding about this measure should point at; nothing: the whole photo.
  std::array<std::optional<Region>, kMeasureCount> regions{};
  std::optional<Fingerprint> fingerprint;
  std::optional<LocalFeatures> local_features;
  Seen seen;

  // What networks saw, with its measures.
  void see(Seen what) {
    seen = std::move(what);
    if (seen.faces) set_clearest(*seen.faces, MeasureId::kFaceCertainty, MeasureId::kFaceHeight);
    if (seen.texts) set_clearest(*seen.texts, MeasureId::kTextCertainty, MeasureId::kTextHeight);
  }

  void set(MeasureId id, double value, std::optional<Region> region = std::nullopt) {
    measures.set(id, value);
    regions[static_cast<std::size_t>(id)] = region;
  }

 private:
  template <class Thing>
  void set_clearest(const std::vector<Thing>& things, MeasureId certainty, MeasureId height) {
    measures.set(certainty, things.empty() ? 0 : things.front().certainty);
    if (!things.empty()) set(height, things.front().height, things.front().region);
  }
};

}  // namespace photosieve
