// ImageFilter, ImageOrder, ImagePlace: which results of a session, in which order, from where on.
//
// All that a filter holds must be true of a photo. Orders are total: photos that are equal by their
// value stand by n, those without the value stand last whichever way it goes. A page begins after
// the place of the last photo before it, so that what is added meanwhile shifts nothing.
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/finding.h"
#include "model/measure_table.h"
#include "model/photo.h"

namespace photosieve {

struct ImageFilter {
  std::optional<Decision> decision;
  // With at least one finding of that category, code and severity (all that are given, in one).
  std::optional<Category> category;
  std::optional<FindingCode> code;
  std::optional<Severity> severity;
  std::optional<bool> reviewed;        // decided by a person
  std::optional<std::uint32_t> group;  // n of the group's kept photo
  std::string text;                    // a part of the path; ASCII letters without regard to case
  std::string folder;                  // the photo lies below it, at any depth; "": anywhere
};

struct ImageOrder {
  enum class By : std::uint8_t {
    kN,
    kQuality,
    kConfidence,
    kBytes,
    kMegapixels,
    kElapsed,
    kMeasure
  };
  By by = By::kN;                             // the order of n is that of paths
  MeasureId measure = MeasureId::kSharpness;  // for kMeasure
  bool descending = false;
};

struct ImagePlace {
  std::optional<double> value;  // of what it is ordered by; nothing: the photo has none
  std::uint32_t n = 0;
};

}  // namespace photosieve
