// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/feature_pairs.h"

#include <array>
#include <cmath>
#include <numbers>

namespace photosieve {
namespace {

constexpr double kMostScale = 2.0;   // of a movement that is tried
constexpr double kScaleSlack = 1.5;  // between a pair's own scale and the movement's
constexpr double kTurnSlack = 0.08;  // turns, the same
constexpr double kSizePart = 0.6;    // of its size that a place may be off by, beside the points
constexpr std::size_t kLeastPairs = 3;
constexpr int kRefinements = 3;

struct Proposal {
  const FeaturePair* pair = nullptr;
  std::size_t agreeing = 0;
};

Proposal best_proposal(const std::vector<FeaturePair>& pairs) {
  Agreement agreement(pairs);
  Proposal best;
  for (const FeaturePair& pair : pairs) {
    if (pair.scale > kMostScale || pair.scale < 1 / kMostScale) continue;
    const std::size_t count = agreement.with(pair.own, Agreement::kCoarsePoints).size();
    if (count > best.agreeing) best = {&pair, count};
  }
  return best;
}

}  // namespace

Point Movement::back(Point p) const {
  const double x = p.x - shift.x;
  const double y = p.y - shift.y;
  const double square = cosine * cosine + sine * sine;
  return {(cosine * x + sine * y) / square, (cosine * y - sine * x) / square};
}

double Movement::scale() const {
  return std::hypot(cosine, sine);
}

double Movement::turns() const {
  return std::atan2(sine, cosine) / (2 * std::numbers::pi);
}

double points(std::uint16_t units) {
  return static_cast<double>(units) / LocalFeatures::kUnitsAPoint;
}

Point place_of(const LocalFeature& feature, bool mirrored) {
  const double x = points(feature.x);
  return {mirrored ? -x : x, points(feature.y)};
}

FeaturePair feature_pair(const LocalFeature& first, const LocalFeature& second, bool mirrored) {
  FeaturePair pair;
  pair.from = place_of(first, mirrored);
  pair.to = place_of(second, false);
  pair.reach = kSizePart * std::exp2(second.size / 16.0);
  pair.scale = std::exp2((second.size - first.size) / 16.0);
  const double angle = mirrored ? 128.0 - first.angle : first.angle;
  pair.turns = (second.angle - angle) / 256.0;
  pair.own.cosine = pair.scale * std::cos(pair.turns * 2 * std::numbers::pi);
  pair.own.sine = pair.scale * std::sin(pair.turns * 2 * std::numbers::pi);
  const Point moved = pair.own.of(pair.from);
  pair.own.shift = {pair.to.x - moved.x, pair.to.y - moved.y};
  return pair;
}

const std::vector<const FeaturePair*>& Agreement::with(const Movement& movement, double off) {
  agreeing_.clear();
  std::array<bool, LocalFeatures::kMost> first_taken{};
  std::array<bool, LocalFeatures::kMost> second_taken{};
  const double scale = movement.scale();
  const double turns = movement.turns();
  for (const FeaturePair& pair : pairs_) {
    const Point moved = movement.of(pair.from);
    const double x = moved.x - pair.to.x;
    const double y = moved.y - pair.to.y;
    const double most = off + pair.reach;
    if (x * x + y * y > most * most) continue;
    if (first_taken[pair.first] || second_taken[pair.second]) continue;
    if (pair.scale > kScaleSlack * scale || scale > kScaleSlack * pair.scale) continue;
    const double turned = pair.turns - turns;
    if (std::abs(turned - std::round(turned)) > kTurnSlack) continue;
    first_taken[pair.first] = true;
    second_taken[pair.second] = true;
    agreeing_.push_back(&pair);
  }
  return agreeing_;
}

std::optional<Movement> fitted(const std::vector<const FeaturePair*>& pairs) {
  if (pairs.size() < kLeastPairs) return std::nullopt;
  Point from;
  Point to;
  const auto count = static_cast<double>(pairs.size());
  for (const FeaturePair* pair : pairs) {
    from.x += pair->from.x / count;
    from.y += pair->from.y / count;
    to.x += pair->to.x / count;
    to.y += pair->to.y / count;
  }
  double along = 0;
  double across = 0;
  double square = 0;
  for (const FeaturePair* pair : pairs) {
    const Point a{pair->from.x - from.x, pair->from.y - from.y};
    const Point b{pair->to.x - to.x, pair->to.y - to.y};
    along += a.x * b.x + a.y * b.y;
    across += a.x * b.y - a.y * b.x;
    square += a.x * a.x + a.y * a.y;
  }
  if (square <= 0 || (along == 0 && across == 0)) return std::nullopt;
  Movement movement{along / square, across / square, {}};
  const Point moved = movement.of(from);
  movement.shift = {to.x - moved.x, to.y - moved.y};
  return movement;
}

std::optional<Movement> best_movement(const std::vector<FeaturePair>& pairs) {
  const Proposal best = best_proposal(pairs);
  if (best.agreeing < kLeastPairs) return std::nullopt;
  Agreement agreement(pairs);
  std::optional<Movement> movement = best.pair->own;
  for (int i = 0; i < kRefinements && movement; ++i)
    movement = fitted(
        agreement.with(*movement, i == 0 ? Agreement::kCoarsePoints : Agreement::kFinePoints));
  return movement;
}

std::size_t most_agreeing(const std::vector<FeaturePair>& pairs) {
  return best_proposal(pairs).agreeing;
}

}  // namespace photosieve
