// FeaturePair: a place of one photo and a place of another that may show the same; Movement: how
// one photo lies in the other, and which pairs agree with it.
//
// A movement turns, scales and shifts; a photo that is mirrored has its x negative before. Points
// are those of model/local_features.h.
// Threads: pure. Cost: most_agreeing() grows with the square of the pairs, some 5 ns each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/local_features.h"

namespace photosieve {

struct Point {
  double x = 0;
  double y = 0;
};

struct Movement {
  double cosine = 1;  // times the scale
  double sine = 0;
  Point shift;

  [[nodiscard]] Point of(Point p) const {
    return {cosine * p.x - sine * p.y + shift.x, sine * p.x + cosine * p.y + shift.y};
  }
  [[nodiscard]] Point back(Point p) const;
  [[nodiscard]] double scale() const;
  [[nodiscard]] double turns() const;  // -0.5 to 0.5, clockwise
};

struct FeaturePair {
  std::size_t first = 0;   // the places' numbers, for who made the pair
  std::size_t second = 0;  // below LocalFeatures::kMost
  Point from;              // mirrored where that is tried
  Point to;
  double reach = 0;  // points that the second's size adds to what the pair may be off by
  double scale = 1;
  double turns = 0;
  Movement own;  // the movement that it proposes
};

[[nodiscard]] double points(std::uint16_t units);
[[nodiscard]] Point place_of(const LocalFeature& feature, bool mirrored);
[[nodiscard]] FeaturePair feature_pair(const LocalFeature& first, const LocalFeature& second,
                                       bool mirrored);

// Pairs that put their places within `off` points, and agree in size and direction; no place of
// either photo twice, the pair that comes first is taken.
class Agreement {
 public:
  explicit Agreement(const std::vector<FeaturePair>& pairs) : pairs_(pairs) {}

  // Holds until the next call.
  const std::vector<const FeaturePair*>& with(const Movement& movement, double off);

  static constexpr double kCoarsePoints = 8;  // for a movement that one pair proposes
  static constexpr double kFinePoints = 2.5;  // for one that is fitted

 private:
  const std::vector<FeaturePair>& pairs_;
  std::vector<const FeaturePair*> agreeing_;
};

// Least squares: what moves the pairs' places nearest to their partners; nothing for less than
// three pairs or for pairs in one place.
[[nodiscard]] std::optional<Movement> fitted(const std::vector<const FeaturePair*>& pairs);

// The movement with which most pairs agree, of those that the pairs propose, fitted to them;
// nothing when less than three agree with any.
[[nodiscard]] std::optional<Movement> best_movement(const std::vector<FeaturePair>& pairs);
// How many agree with the best that a pair proposes.
[[nodiscard]] std::size_t most_agreeing(const std::vector<FeaturePair>& pairs);

}  // namespace photosieve
