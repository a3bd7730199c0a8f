// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_marks.h"

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

constexpr float kMarked = 0.3F;
constexpr double kLeastMean = 0.5;
constexpr std::size_t kFewestPixels = 8;
constexpr double kWidening = 1.6;  // of area over perimeter, to each side
constexpr double kElongated = 2;   // only of such a line is an angle known
constexpr double kLevel = 0.05;    // radians: hardly leaning

struct Pixel {
  std::size_t x = 0;
  std::size_t y = 0;
};

// The marked pixels that hang together with a first one; they are taken off the map.
std::vector<Pixel> taken(std::vector<float>& map, std::size_t width, std::size_t height,
                         Pixel first, double& sum) {
  std::vector<Pixel> pixels;
  const auto take = [&](std::size_t x, std::size_t y) {
    float& mark = map[y * width + x];
    if (!(mark > kMarked)) return;
    sum += static_cast<double>(mark);
    mark = 0;
    pixels.push_back({x, y});
  };
  take(first.x, first.y);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const Pixel at = pixels[i];
    if (at.x > 0) take(at.x - 1, at.y);
    if (at.x + 1 < width) take(at.x + 1, at.y);
    if (at.y > 0) take(at.x, at.y - 1);
    if (at.y + 1 < height) take(at.x, at.y + 1);
  }
  return pixels;
}

// The direction in which the pixels spread most.
double angle_of(const std::vector<Pixel>& pixels) {
  const auto count = static_cast<double>(pixels.size());
  double mean_x = 0;
  double mean_y = 0;
  for (const Pixel& one : pixels) {
    mean_x += static_cast<double>(one.x) / count;
    mean_y += static_cast<double>(one.y) / count;
  }
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (const Pixel& one : pixels) {
    const double x = static_cast<double>(one.x) - mean_x;
    const double y = static_cast<double>(one.y) - mean_y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const double spread = std::hypot(xx - yy, 2 * xy);
  const double longer = (xx + yy + spread) / 2;
  const double shorter = (xx + yy - spread) / 2;
  if (longer < kElongated * kElongated * shorter) return 0;
  const double angle = std::atan2(2 * xy, xx - yy) / 2;
  return std::abs(angle) < kLevel ? 0 : angle;
}

TurnedBox box_of(const std::vector<Pixel>& pixels) {
  const double angle = angle_of(pixels);
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  double left = 1e9;
  double right = -1e9;
  double top = 1e9;
  double bottom = -1e9;
  for (const Pixel& one : pixels) {
    const double x = static_cast<double>(one.x) + 0.5;
    const double y = static_cast<double>(one.y) + 0.5;
    const double along = x * cosine + y * sine;
    const double below = y * cosine - x * sine;
    left = std::min(left, along - 0.5);
    right = std::max(right, along + 0.5);
    top = std::min(top, below - 0.5);
    bottom = std::max(bottom, below + 0.5);
  }
  const double width = right - left;
  const double height = bottom - top;
  const double more = kWidening * width * height / (2 * (width + height));
  const double along = (left + right) / 2;
  const double below = (top + bottom) / 2;
  return {along * cosine - below * sine, along * sine + below * cosine, width + 2 * more,
          height + 2 * more, angle};
}

}  // namespace

std::vector<TextMark> text_marks(const std::vector<float>& map, std::size_t width,
                                 std::size_t height) {
  std::vector<float> left = map;
  std::vector<TextMark> marks;
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      if (!(left[y * width + x] > kMarked)) continue;
      double sum = 0;
      const std::vector<Pixel> pixels = taken(left, width, height, {x, y}, sum);
      if (pixels.size() < kFewestPixels || sum < kLeastMean * static_cast<double>(pixels.size()))
        continue;
      marks.push_back({box_of(pixels), sum});
    }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const TextMark& a, const TextMark& b) { return a.weight > b.weight; });
  return marks;
}

}  // namespace photosieve
