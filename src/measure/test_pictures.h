// Test pictures: small made-up photos with known truth, for the tests of this module.
//
// Every picture is the same on every machine: noise comes from a fixed generator.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "model/image.h"

namespace photosieve::test {

// Uniform over 32 bits; xorshift, so that every library gives the same.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  std::uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }
  // Mean 0, deviation 1: twelve uniform numbers, less their mean.
  double normal() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(next()) / 4294967296.0;
    return sum;
  }

 private:
  std::uint32_t state_;
};

inline std::uint8_t level(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

// value(x, y) gives luma.
template <class Value>
Plane plane(std::size_t width, std::size_t height, Value value) {
  Plane result(width, height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x)
      result.row(y)[x] = level(value(static_cast<double>(x), static_cast<double>(y)));
  return result;
}

inline Image grey(Plane luma) {
  Image image;
  image.luma = std::move(luma);
  return image;
}

// With chroma planes of half the size each way, as most JPEGs have them.
inline Image coloured(Plane luma, double cb, double cr) {
  Image image;
  const std::size_t width = (luma.width() + 1) / 2;
  const std::size_t height = (luma.height() + 1) / 2;
  image.luma = std::move(luma);
  image.cb = plane(width, height, [&](double, double) { return cb; });
  image.cr = plane(width, height, [&](double, double) { return cr; });
  return image;
}

// 0 to 1: a step at 0 blurred by a Gaussian of that sigma.
inline double soft_step(double distance, double sigma) {
  if (sigma <= 0) return distance < 0 ? 0.0 : 1.0;
  return 0.5 * (1.0 + std::erf(distance / (sigma * std::numbers::sqrt2)));
}

// The level (sRGB) of linear light from 0 to 1.
inline double level_of_light(double light) {
  const double code = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return 255 * code;
}

// Bright squares of 32 pixels on a dark ground, 64 apart, with blurred edges.
inline double squares(double x, double y, double sigma, double low, double high) {
  const auto wave = [&](double at) {
    const double phase = std::fmod(at + 8.3, 64.0) - 16.0;  // rises at 0, falls at 32
    return phase < 16.0 ? soft_step(phase, sigma) : 1.0 - soft_step(phase - 32.0, sigma);
  };
  return low + (high - low) * wave(x) * wave(y);
}

}  // namespace photosieve::test
