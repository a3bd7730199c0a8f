// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/saturation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace photosieve {
namespace {

constexpr double kMostPixels = 65'000;
constexpr int kLowest = 3;
constexpr int kHighest = 252;
constexpr int kStrong = 60;           // levels from the weakest to the strongest channel
constexpr std::uint64_t kWhole = 10;  // what counts, in tenths

// In tenths, how much a pixel counts. ITU-T T.871, times 1,024.
std::uint64_t counts(int luma, int cb, int cr) {
  const int red = luma + ((1436 * cr + 512) >> 10);
  const int green = luma - ((352 * cb + 731 * cr + 512) >> 10);
  const int blue = luma + ((1815 * cb + 512) >> 10);
  const auto [least, most] = std::minmax({red, green, blue});
  if (std::min(most, 255) - std::max(least, 0) < kStrong) return 0;
  const auto cut_off = [](int level) { return int{level <= kLowest || level >= kHighest}; };
  switch (cut_off(red) + cut_off(green) + cut_off(blue)) {
    case 0:
      return 0;
    case 1:
      return 1;
    default:
      return kWhole;
  }
}

}  // namespace

std::optional<double> measure_saturation(const Image& image) {
  const std::size_t width = image.width();
  const std::size_t height = image.height();
  if (width == 0 || height == 0) return std::nullopt;
  if (image.grey()) return 0;
  const double every = std::sqrt(static_cast<double>(width * height) / kMostPixels);
  const auto step = std::max(static_cast<std::size_t>(std::ceil(every)), std::size_t{1});
  const std::size_t shrink_x = (width + image.cb.width() - 1) / image.cb.width();
  const std::size_t shrink_y = (height + image.cb.height() - 1) / image.cb.height();
  std::uint64_t sum = 0;
  std::uint64_t pixels = 0;
  for (std::size_t y = step / 2; y < height; y += step) {
    const std::uint8_t* luma = image.luma.row(y);
    const std::uint8_t* cb = image.cb.row(y / shrink_y);
    const std::uint8_t* cr = image.cr.row(y / shrink_y);
    for (std::size_t x = step / 2; x < width; x += step, ++pixels)
      sum += counts(luma[x], cb[x / shrink_x] - 128, cr[x / shrink_x] - 128);
  }
  if (pixels == 0) return std::nullopt;
  return 100 * static_cast<double>(sum) / static_cast<double>(kWhole * pixels);
}

}  // namespace photosieve
