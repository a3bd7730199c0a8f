// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

namespace photosieve {
namespace {

constexpr std::size_t kMargin = 30;
constexpr int kSteps = 56;  // of half a pixel, each way
constexpr float kStep = 0.5F;
constexpr float kWeakest = 2.0F;  // levels a pixel
constexpr std::size_t kDirections = 8;
constexpr std::size_t kOfEachDirection = 12;
constexpr float kBend = 0.85F;  // cosine of how much an edge may turn within two pixels
constexpr float kLeastRise = 0.02F;
constexpr float kLeastLight = 0.0004F;  // a tenth of a level at middle grey

double to_light(double code) {
  return code <= 0.04045 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4);
}

float to_level(float light) {
  const float code =
      light <= 0.0031308F ? 12.92F * light : 1.055F * std::pow(light, 1 / 2.4F) - 0.055F;
  return 255 * code;
}

const std::array<float, 256>& light_of_code() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<float>(to_light(static_cast<double>(i) / 255.0));
    return values;
  }();
  return table;
}

// Between pixels; (x, y) lies inside the picture, the last row and column left out.
template <class Value, class Meaning>
float sample(const Value* picture, std::size_t width, float x, float y, Meaning meaning) {
  const auto left = static_cast<std::size_t>(x);
  const auto top = static_cast<std::size_t>(y);
  const float right_share = x - static_cast<float>(left);
  const float lower_share = y - static_cast<float>(top);
  const Value* upper = picture + top * width + left;
  const Value* lower = upper + width;
  const float above = meaning(upper[0]) + (meaning(upper[1]) - meaning(upper[0])) * right_share;
  const float below = meaning(lower[0]) + (meaning(lower[1]) - meaning(lower[0])) * right_share;
  return above + (below - above) * lower_share;
}

std::size_t direction_of(float across, float down) {
  const float eighth = std::numbers::pi_v<float> / static_cast<float>(kDirections);
  const float turns = std::atan2(down, across) / eighth + 0.5F;
  return static_cast<std::size_t>(static_cast<int>(std::floor(turns)) + 2 * int{kDirections}) %
         kDirections;
}

}  // namespace

void EdgeFinder::load(const PlaneView& luma, const Region& tile) {
  const std::size_t left = tile.x < kMargin ? 0 : tile.x - kMargin;
  const std::size_t top = tile.y < kMargin ? 0 : tile.y - kMargin;
  const std::size_t right = std::min<std::size_t>(luma.width, tile.x + tile.width + kMargin);
  const std::size_t bottom = std::min<std::size_t>(luma.height, tile.y + tile.height + kMargin);
  width_ = right - left;
  height_ = bottom - top;
  first_x_ = tile.x - left;
  first_y_ = tile.y - top;
  last_x_ = std::min<std::size_t>(first_x_ + tile.width, width_);
  last_y_ = std::min<std::size_t>(first_y_ + tile.height, height_);
  const std::size_t count = width_ * height_;
  codes_.resize(count);
  across_.resize(count);
  down_.resize(count);
  strength_.resize(count);
  for (std::size_t y = 0; y < height_; ++y) {
    const std::uint8_t* row = luma.row(top + y) + left;
    std::memcpy(codes_.data() + at(0, y), row, width_);
  }
}

void EdgeFinder::find_candidates() {
  // The gradient of the tile and of three pixels around it.
  constexpr std::size_t around = 3;
  const std::size_t left = std::max<std::size_t>(first_x_, around + 1) - around;
  const std::size_t top = std::max<std::size_t>(first_y_, around + 1) - around;
  const std::size_t right = std::min(last_x_ + around, width_ - 1);
  const std::size_t bottom = std::min(last_y_ + around, height_ - 1);
  for (std::size_t y = top; y < bottom; ++y) {
    const std::uint8_t* above = codes_.data() + at(0, y - 1);
    const std::uint8_t* here = codes_.data() + at(0, y);
    const std::uint8_t* below = codes_.data() + at(0, y + 1);
    for (std::size_t x = left; x < right; ++x) {
      const int across = 3 * (above[x + 1] - above[x - 1] + below[x + 1] - below[x - 1]) +
                         10 * (here[x + 1] - here[x - 1]);
      const int down = 3 * (below[x - 1] - above[x - 1] + below[x + 1] - above[x + 1]) +
                       10 * (below[x] - above[x]);
      const float a = static_cast<float>(across) / 32;
      const float d = static_cast<float>(down) / 32;
      across_[at(x, y)] = a;
      down_[at(x, y)] = d;
      strength_[at(x, y)] = std::sqrt(a * a + d * d);
    }
  }
  candidates_.clear();
  const auto as_it_is = [](float value) { return value; };
  const std::size_t begin_x = std::max(first_x_, left + 2);
  const std::size_t end_x = std::min(last_x_, right - 3);
  const std::size_t begin_y = std::max(first_y_, top + 2);
  const std::size_t end_y = std::min(last_y_, bottom - 3);
  for (std::size_t y = begin_y; y < end_y; ++y) {
    for (std::size_t x = begin_x; x < end_x; ++x) {
      const float strength = strength_[at(x, y)];
      if (strength < kWeakest) continue;
      const float step_x = across_[at(x, y)] / strength;
      const float step_y = down_[at(x, y)] / strength;
      const auto fx = static_cast<float>(x);
      const auto fy = static_cast<float>(y);
      if (strength < sample(strength_.data(), width_, fx + step_x, fy + step_y, as_it_is)) continue;
      if (strength <= sample(strength_.data(), width_, fx - step_x, fy - step_y, as_it_is))
        continue;
      candidates_.push_back(
          {strength, static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y)});
    }
  }
}

// Edges along a movement stay strong, and would push those across it out.
void EdgeFinder::keep_strongest() {
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    if (a.strength != b.strength) return a.strength > b.strength;
    return a.y != b.y ? a.y < b.y : a.x < b.x;
  });
  std::array<std::size_t, kDirections> taken{};
  const auto end =
      std::remove_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
        const std::size_t i = at(candidate.x, candidate.y);
        return taken[direction_of(across_[i], down_[i])]++ >= kOfEachDirection;
      });
  candidates_.erase(end, candidates_.end());
}

void EdgeFinder::follow(const Candidate& candidate, double min_contrast,
                        std::vector<Edge>& edges) const {
  const std::size_t i = at(candidate.x, candidate.y);
  const float step_x = across_[i] / candidate.strength;
  const float step_y = down_[i] / candidate.strength;
  const auto x = static_cast<float>(candidate.x);
  const auto y = static_cast<float>(candidate.y);
  for (const float along : {-2.0F, 2.0F}) {
    const auto beside = at(static_cast<std::size_t>(std::lround(x - step_y * along)),
                           static_cast<std::size_t>(std::lround(y + step_x * along)));
    if (across_[beside] * step_x + down_[beside] * step_y < kBend * strength_[beside]) return;
  }

  const auto& light = light_of_code();
  const auto meaning = [&](std::uint8_t code) { return light[code]; };
  // With the lines beside it, the place must lie in the window.
  const auto inside = [&](int step) {
    const float at_x = x + step_x * kStep * static_cast<float>(step);
    const float at_y = y + step_y * kStep * static_cast<float>(step);
    return at_x >= 1 && at_y >= 1 && at_x < static_cast<float>(width_ - 2) &&
           at_y < static_cast<float>(height_ - 2);
  };
  const auto light_at = [&](int step) {
    const float at_x = x + step_x * kStep * static_cast<float>(step);
    const float at_y = y + step_y * kStep * static_cast<float>(step);
    const auto one = [&](float there_x, float there_y) {
      return sample(codes_.data(), width_, there_x, there_y, meaning);
    };
    return 0.5F * one(at_x, at_y) + 0.25F * one(at_x - step_y, at_y + step_x) +
           0.25F * one(at_x + step_y, at_y - step_x);
  };
  std::array<float, 2 * kSteps + 1> profile;  // only [first, last] of it is filled in
  const auto value = [&](int step) -> float& {
    const int place = kSteps + step;
    return profile[static_cast<std::size_t>(place)];
  };
  if (!inside(-1) || !inside(1)) return;
  for (const int step : {-1, 0, 1}) value(step) = light_at(step);
  const float steepest = std::max(value(1) - value(0), value(0) - value(-1));
  const float least = std::max(kLeastRise * steepest, kLeastLight);
  int last = 0;
  for (;; ++last) {
    if (last == kSteps || !inside(last + 1)) return;
    if (last >= 1) value(last + 1) = light_at(last + 1);
    if (value(last + 1) - value(last) <= least) break;
  }
  int first = 0;
  for (;; --first) {
    if (first == -kSteps || !inside(first - 1)) return;
    if (first <= -1) value(first - 1) = light_at(first - 1);
    if (value(first) - value(first - 1) <= least) break;
  }
  if (last - first < 2) return;
  const float low = value(first);
  const float rise = value(last) - low;
  const float contrast = to_level(value(last)) - to_level(low);
  if (contrast < static_cast<float>(min_contrast)) return;
  const auto crossing = [&](float share) {
    const float wanted = low + share * rise;
    int step = first;
    while (step < last - 1 && value(step + 1) < wanted) ++step;
    return static_cast<float>(step) + (wanted - value(step)) / (value(step + 1) - value(step));
  };
  edges.push_back(
      {(crossing(0.9F) - crossing(0.1F)) * kStep, contrast, std::atan2(step_y, step_x)});
}

void EdgeFinder::find(const PlaneView& luma, const Region& tile, double min_contrast,
                      std::vector<Edge>& edges) {
  load(luma, tile);
  if (width_ < 8 || height_ < 8) return;
  find_candidates();
  keep_strongest();
  for (const Candidate& candidate : candidates_) follow(candidate, min_contrast, edges);
}

}  // namespace photosieve
