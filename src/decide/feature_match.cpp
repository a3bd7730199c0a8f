// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_match.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "decide/feature_pairs.h"

namespace photosieve {
namespace {

constexpr int kMostBits = 30;       // that alike places differ in, of 128
constexpr int kMostSizeSteps = 20;  // that their sizes differ in: a factor of 2.4
constexpr int kSpreadSide = 4;

std::vector<FeaturePair> alike(const LocalFeatures& first, const LocalFeatures& second,
                               bool mirrored) {
  std::vector<FeaturePair> pairs;
  for (std::size_t i = 0; i < first.places.size(); ++i) {
    const LocalFeature& one = first.places[i];
    const std::uint64_t low = one.bits[mirrored ? 1 : 0];
    const std::uint64_t high = one.bits[mirrored ? 0 : 1];
    int least = kMostBits + 1;
    std::size_t nearest = 0;
    for (std::size_t j = 0; j < second.places.size(); ++j) {
      const LocalFeature& other = second.places[j];
      const int bits = std::popcount(low ^ other.bits[0]) + std::popcount(high ^ other.bits[1]);
      if (bits >= least || std::abs(one.size - other.size) > kMostSizeSteps) continue;
      least = bits;
      nearest = j;
    }
    if (least > kMostBits) continue;
    pairs.push_back(feature_pair(one, second.places[nearest], mirrored));
    pairs.back().first = i;
    pairs.back().second = nearest;
  }
  return pairs;
}

bool inside(Point p, const LocalFeatures& photo) {
  return p.x >= 0 && p.y >= 0 && p.x <= points(photo.width) && p.y <= points(photo.height);
}

// Where a point of the first photo lies in the second, and the other way round.
struct Views {
  const LocalFeatures& first;
  const LocalFeatures& second;
  Movement movement;
  bool mirrored;

  [[nodiscard]] Point to_second(Point p) const { return movement.of({mirrored ? -p.x : p.x, p.y}); }
  [[nodiscard]] Point to_first(Point p) const {
    const Point moved = movement.back(p);
    return {mirrored ? -moved.x : moved.x, moved.y};
  }
};

double sketched(const LocalFeatures& photo, Point p) {
  constexpr int kLast = static_cast<int>(LocalFeatures::kSketchSide) - 1;
  const double side = LocalFeatures::kSketchSide;
  const double x = std::clamp(p.x / points(photo.width) * side - 0.5, 0.0, double{kLast});
  const double y = std::clamp(p.y / points(photo.height) * side - 0.5, 0.0, double{kLast});
  const int left = std::min(static_cast<int>(x), kLast - 1);
  const int top = std::min(static_cast<int>(y), kLast - 1);
  const auto at = [&](int i, int j) {
    return static_cast<double>(photo.sketch[static_cast<std::size_t>(j * (kLast + 1) + i)]);
  };
  const double right = x - left;
  const double below = y - top;
  return (1 - below) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
         below * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
}

// Correlation of the steps between neighbouring parts, so that a shade over the picture, as of a
// vignette, does not count; and the share of the first photo's parts that lie in the second.
void compare_sketches(const Views& views, FeatureMatch& match) {
  constexpr std::size_t kSide = LocalFeatures::kSketchSide;
  constexpr double kStill = 0.5;  // levels a step: what little there is in an even picture
  std::array<double, kSide * kSide> moved{};
  std::array<bool, kSide * kSide> shown{};
  std::size_t parts = 0;
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      const Point from{(static_cast<double>(x) + 0.5) / kSide * points(views.first.width),
                       (static_cast<double>(y) + 0.5) / kSide * points(views.first.height)};
      const Point to = views.to_second(from);
      if (!inside(to, views.second)) continue;
      shown[y * kSide + x] = true;
      moved[y * kSide + x] = sketched(views.second, to);
      ++parts;
    }
  }
  double first = 0;
  double second = 0;
  double both = 0;
  std::size_t steps = 0;
  const auto take = [&](std::size_t a, std::size_t b) {
    if (!shown[a] || !shown[b]) return;
    const double one = views.first.sketch[a] - static_cast<double>(views.first.sketch[b]);
    const double other = moved[a] - moved[b];
    first += one * one;
    second += other * other;
    both += one * other;
    ++steps;
  };
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      if (x + 1 < kSide) take(y * kSide + x, y * kSide + x + 1);
      if (y + 1 < kSide) take(y * kSide + x, (y + 1) * kSide + x);
    }
  }
  const double still = kStill * static_cast<double>(steps);
  match.likeness = steps == 0 ? 0 : both / std::sqrt((first + still) * (second + still));
  // Of a crop all lies in the whole photo, and of that only what the crop's scale leaves.
  match.covered =
      static_cast<double>(parts) / (kSide * kSide) * std::min(1.0, match.scale * match.scale);
}

int count_shared(const Views& views) {
  const auto of_first = std::count_if(
      views.first.places.begin(), views.first.places.end(),
      [&](const auto& one) { return inside(views.to_second(place_of(one, false)), views.second); });
  const auto of_second = std::count_if(
      views.second.places.begin(), views.second.places.end(),
      [&](const auto& one) { return inside(views.to_first(place_of(one, false)), views.first); });
  return static_cast<int>(std::min(of_first, of_second));
}

int spread_of(const std::vector<const FeaturePair*>& pairs, const LocalFeatures& photo) {
  unsigned parts = 0;
  for (const FeaturePair* pair : pairs) {
    const LocalFeature& place = photo.places[pair->first];
    const int x = std::min(kSpreadSide - 1, place.x * kSpreadSide / photo.width);
    const int y = std::min(kSpreadSide - 1, place.y * kSpreadSide / photo.height);
    parts |= 1U << (y * kSpreadSide + x);
  }
  return std::popcount(parts);
}

FeatureMatch match_one_way(const LocalFeatures& first, const LocalFeatures& second, bool mirrored) {
  FeatureMatch match;
  const std::vector<FeaturePair> pairs = alike(first, second, mirrored);
  const auto movement = best_movement(pairs);
  if (!movement) return match;
  Agreement agreement(pairs);
  const std::vector<const FeaturePair*>& agreeing =
      agreement.with(*movement, Agreement::kFinePoints);
  match.agreeing = static_cast<int>(agreeing.size());
  match.spread = spread_of(agreeing, first);
  match.mirrored = mirrored;
  match.scale = movement->scale();
  match.degrees = 360 * movement->turns();
  const Views views{first, second, *movement, mirrored};
  match.shared = count_shared(views);
  compare_sketches(views, match);
  return match;
}

}  // namespace

FeatureMatch match_features(const LocalFeatures& first, const LocalFeatures& second) {
  FeatureMatch match = match_one_way(first, second, false);
  FeatureMatch mirrored = match_one_way(first, second, true);
  return mirrored.agreeing > match.agreeing ? mirrored : match;
}

}  // namespace photosieve
