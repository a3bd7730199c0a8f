// Evidence: the numbers taken from one photo, and where in it each was taken.
//
// Made by measure/, read by decide/. Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "model/finding.h"
#include "model/local_features.h"
#include "model/measure_table.h"
#include "model/photo.h"

namespace photosieve {

struct Evidence {
  Measures measures;
  // The place a finding about this measure should point at; nothing: the whole photo.
  std::array<std::optional<Region>, kMeasureCount> regions{};
  std::optional<Fingerprint> fingerprint;
  std::optional<LocalFeatures> local_features;

  void set(MeasureId id, double value, std::optional<Region> region = std::nullopt) {
    measures.set(id, value);
    regions[static_cast<std::size_t>(id)] = region;
  }
};

}  // namespace photosieve
