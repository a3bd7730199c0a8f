// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/scale_space.h"

#include <algorithm>
#include <cmath>

#include "measure/kernels.h"

namespace photosieve {
namespace {

constexpr float kOwnSigma = 0.5F;

std::vector<float> gaussian(float sigma) {
  const auto radius = static_cast<int>(std::ceil(3.0F * sigma));
  std::vector<float> weights;
  float sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    const auto at = static_cast<float>(i) / sigma;
    weights.push_back(std::exp(-0.5F * at * at));
    sum += weights.back();
  }
  for (float& weight : weights) weight /= sum;
  return weights;
}

FloatPlane halved(const FloatPlane& picture) {
  FloatPlane half(picture.width / 2, picture.height / 2);
  for (std::size_t y = 0; y < half.height; ++y)
    for (std::size_t x = 0; x < half.width; ++x) half.row(y)[x] = picture.at(2 * x, 2 * y);
  return half;
}

float sigma_of(std::size_t level) {
  return ScaleSpace::kFirstSigma *
         std::exp2(static_cast<float>(level) / static_cast<float>(ScaleSpace::kSteps));
}

}  // namespace

float FloatPlane::between(float x, float y) const {
  x = std::clamp(x, 0.0F, static_cast<float>(width - 1));
  y = std::clamp(y, 0.0F, static_cast<float>(height - 1));
  const auto left = static_cast<std::size_t>(x);
  const auto top = static_cast<std::size_t>(y);
  const std::size_t right = std::min(left + 1, width - 1);
  const std::size_t below = std::min(top + 1, height - 1);
  const float across = x - static_cast<float>(left);
  const float down = y - static_cast<float>(top);
  const float above_value = at(left, top) + across * (at(right, top) - at(left, top));
  const float below_value = at(left, below) + across * (at(right, below) - at(left, below));
  return above_value + down * (below_value - above_value);
}

FloatPlane blurred(const FloatPlane& picture, float sigma) {
  const std::vector<float> weights = gaussian(sigma);
  const std::size_t radius = weights.size() / 2;
  const std::size_t width = picture.width;
  FloatPlane result(width, picture.height);
  std::vector<float> down(width + 2 * radius);
  std::vector<const float*> around(weights.size());
  std::vector<const float*> beside(weights.size());
  for (std::size_t k = 0; k < weights.size(); ++k) beside[k] = down.data() + k;
  for (std::size_t y = 0; y < picture.height; ++y) {
    float* middle = down.data() + radius;
    for (std::size_t k = 0; k < weights.size(); ++k)
      around[k] = picture.row(y + k < radius ? 0 : std::min(y + k - radius, picture.height - 1));
    weigh_rows(around.data(), weights.data(), weights.size(), width, middle);
    std::fill(down.begin(), down.begin() + static_cast<std::ptrdiff_t>(radius), middle[0]);
    std::fill(down.end() - static_cast<std::ptrdiff_t>(radius), down.end(), middle[width - 1]);
    weigh_rows(beside.data(), weights.data(), weights.size(), width, result.row(y));
  }
  return result;
}

ScaleSpace::ScaleSpace(const FloatPlane& picture, std::size_t most_octaves) {
  FloatPlane first = blurred(picture, std::sqrt(kFirstSigma * kFirstSigma - kOwnSigma * kOwnSigma));
  while (octaves_.size() < most_octaves && std::min(first.width, first.height) >= kSmallestSide) {
    Octave& octave = octaves_.emplace_back();
    octave[0] = std::move(first);
    for (std::size_t i = 1; i < kLevels; ++i) {
      const float have = sigma_of(i - 1);
      const float want = sigma_of(i);
      octave[i] = blurred(octave[i - 1], std::sqrt(want * want - have * have));
    }
    first = halved(octave[kSteps]);
  }
}

float ScaleSpace::value(float x, float y, float sigma) const {
  const float steps =
      std::max(0.0F, static_cast<float>(kSteps) * std::log2(sigma / kFirstSigma) + 0.5F);
  const auto step = static_cast<std::size_t>(steps);
  const std::size_t octave = std::min(step / kSteps, octaves_.size() - 1);
  const std::size_t level = std::min(step - octave * kSteps, kLevels - 1);
  const auto scale = static_cast<float>(std::size_t{1} << octave);
  return octaves_[octave][level].between(x / scale, y / scale);
}

}  // namespace photosieve
