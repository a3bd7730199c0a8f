// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/exif_thumbnail.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "decode/jpeg.h"

namespace photosieve {
namespace {

constexpr std::size_t kSide = 32;     // means each way
constexpr std::size_t kSamples = 12;  // of a mean, each way
constexpr double kMostMegapixels = 4;
constexpr int kBlack = 24;        // a bar is no brighter
constexpr double kSurely = 0.9;   // no other turn is tried
constexpr double kFlat = 2;       // levels: less spread than that says nothing
constexpr double kMostBar = 0.3;  // of a side that may be bars, together

using Means = std::array<double, kSide * kSide>;

struct Window {
  double x, y, width, height;  // in pixels of a plane
};

Means means_of(const Plane& plane, const Window& window) {
  Means means{};
  const double step_x = window.width / (kSide * kSamples);
  const double step_y = window.height / (kSide * kSamples);
  for (std::size_t y = 0; y < kSide * kSamples; ++y) {
    const auto row = static_cast<std::size_t>(window.y + (static_cast<double>(y) + 0.5) * step_y);
    const std::uint8_t* pixels = plane.row(std::min(row, plane.height() - 1));
    for (std::size_t x = 0; x < kSide * kSamples; ++x) {
      const auto column =
          static_cast<std::size_t>(window.x + (static_cast<double>(x) + 0.5) * step_x);
      means[y / kSamples * kSide + x / kSamples] += pixels[std::min(column, plane.width() - 1)];
    }
  }
  for (double& mean : means) mean /= kSamples * kSamples;
  return means;
}

bool black_row(const Plane& plane, std::size_t y) {
  const std::uint8_t* row = plane.row(y);
  return std::all_of(row, row + plane.width(), [](int level) { return level <= kBlack; });
}

bool black_column(const Plane& plane, std::size_t x) {
  for (std::size_t y = 0; y < plane.height(); ++y)
    if (plane.row(y)[x] > kBlack) return false;
  return true;
}

// The thumbnail without the bars that fill a 4:3 frame around a photo of another shape.
Window without_bars(const Plane& plane) {
  const auto most_y = static_cast<std::size_t>(static_cast<double>(plane.height()) * kMostBar / 2);
  const auto most_x = static_cast<std::size_t>(static_cast<double>(plane.width()) * kMostBar / 2);
  std::size_t top = 0;
  std::size_t bottom = 0;
  std::size_t left = 0;
  std::size_t right = 0;
  while (top < most_y && black_row(plane, top)) ++top;
  while (bottom < most_y && black_row(plane, plane.height() - 1 - bottom)) ++bottom;
  while (left < most_x && black_column(plane, left)) ++left;
  while (right < most_x && black_column(plane, plane.width() - 1 - right)) ++right;
  return {static_cast<double>(left), static_cast<double>(top),
          static_cast<double>(plane.width() - left - right),
          static_cast<double>(plane.height() - top - bottom)};
}

// The largest window of that shape in the middle.
Window of_shape(const Window& window, double width_to_height) {
  Window cropped = window;
  if (window.width > window.height * width_to_height)
    cropped.width = window.height * width_to_height;
  else
    cropped.height = window.width / width_to_height;
  cropped.x += (window.width - cropped.width) / 2;
  cropped.y += (window.height - cropped.height) / 2;
  return cropped;
}

std::optional<double> correlation(const Means& a, const Means& b) {
  double mean_a = 0;
  double mean_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i];
    mean_b += b[i];
  }
  mean_a /= static_cast<double>(a.size());
  mean_b /= static_cast<double>(b.size());
  double both = 0;
  double spread_a = 0;
  double spread_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - mean_a) * (b[i] - mean_b);
    spread_a += (a[i] - mean_a) * (a[i] - mean_a);
    spread_b += (b[i] - mean_b) * (b[i] - mean_b);
  }
  const double least = kFlat * kFlat * static_cast<double>(a.size());
  if (spread_a < least || spread_b < least) return std::nullopt;
  return std::clamp(both / std::sqrt(spread_a * spread_b), -1.0, 1.0);
}

// Turn 0 to 7: bit 0 mirrors, bits 1 and 2 are quarter turns.
Means turned(const Means& means, unsigned turn) {
  Means result{};
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t x = 0; x < kSide; ++x) {
      std::size_t to_x = (turn & 1U) != 0 ? kSide - 1 - x : x;
      std::size_t to_y = y;
      for (unsigned quarter = 0; quarter < turn >> 1; ++quarter) {
        const std::size_t old_x = to_x;
        to_x = kSide - 1 - to_y;
        to_y = old_x;
      }
      result[to_y * kSide + to_x] = means[y * kSide + x];
    }
  return result;
}

// The best of the windows as they are and cropped to the other's shape, in the given turns.
std::optional<double> likeness(const Plane& thumbnail, const Plane& photo) {
  const Window whole{0, 0, static_cast<double>(photo.width()), static_cast<double>(photo.height())};
  const Means wanted = means_of(photo, whole);
  const double shape = whole.width / whole.height;
  const Window bare = without_bars(thumbnail);
  std::optional<double> best;
  for (unsigned turn = 0; turn < 8 && best.value_or(0) < kSurely; ++turn) {
    const bool sideways = (turn >> 1 & 1U) != 0;
    const double own_shape = sideways ? 1 / shape : shape;
    const Means seen = turned(means_of(thumbnail, of_shape(bare, own_shape)), turn);
    const auto value = correlation(seen, wanted);
    if (value && (!best || *value > *best)) best = value;
  }
  return best;
}

}  // namespace

ThumbnailFacts compare_thumbnail(std::span<const std::uint8_t> jpeg, const Image& photo) {
  ThumbnailFacts facts;
  facts.present = true;
  const DecodedPhoto small = decode_jpeg(jpeg, {.max_decode_megapixels = kMostMegapixels});
  if (!small.image) return facts;
  facts.width = small.width;
  facts.height = small.height;
  if (small.image->luma.view().empty() || photo.luma.view().empty()) return facts;
  if (const auto value = likeness(small.image->luma, photo.luma))
    facts.likeness = std::round(*value * 1000) / 1000;
  return facts;
}

}  // namespace photosieve
