// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/banding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdlib>
#include <numbers>

namespace photosieve {
namespace {

constexpr std::size_t kLevels = 256;
constexpr std::size_t kMostPixels = 130'000;
constexpr std::uint32_t kFewestPixels = 500;
constexpr std::size_t kReach = 2;  // pixels: between them a flat place changes by
constexpr int kFlat = 3;           // levels at most
constexpr std::size_t kDarkest = 3;
constexpr std::size_t kBrightest = 252;
constexpr double kFewestTeeth = 3.5;
constexpr double kInOneStretch = 0.6;       // of the levels from the first tooth to the last
constexpr double kOccupied = 0.002;         // of the pixels in a period
constexpr double kTooth = 0.125;            // of a period: narrower teeth are widened
constexpr std::ptrdiff_t kFewestTones = 6;  // of the whole photo: fewer are a graphic's
constexpr double kTallest = 2;              // times the mean: a backdrop is no tooth of any height
// What a comb of flat places looks like that is wider than a flat place, only all pixels tell.
constexpr double kWidestOfFlat = 20;
// Untouched photos have up to 0.17, those of 5 bits and fewer from 0.28 on.
constexpr double kCoherence = 0.22;
// A comb is also one of half its period; the widest of those that fit as well is meant.
constexpr double kAsGood = 0.85;

using Histogram = std::array<std::uint32_t, kLevels>;

struct Histograms {
  Histogram all{};
  Histogram flat{};
};

int green(int luma, int cb, int cr) {
  // ITU-T T.871, times 1,024.
  return luma - ((352 * (cb - 128) + 731 * (cr - 128) + 512) >> 10);
}

Histograms histograms(const Image& image) {
  Histograms result;
  const std::size_t width = image.width();
  const std::size_t height = image.height();
  const double every = std::sqrt(static_cast<double>(width * height) / kMostPixels);
  const auto step = std::max(static_cast<std::size_t>(std::ceil(every)), std::size_t{1});
  const std::size_t shrink_x = image.grey() ? 1 : (width + image.cb.width() - 1) / image.cb.width();
  const std::size_t shrink_y =
      image.grey() ? 1 : (height + image.cb.height() - 1) / image.cb.height();
  for (std::size_t y = kReach; y + kReach < height; y += step) {
    const std::uint8_t* row = image.luma.row(y);
    const std::uint8_t* above = image.luma.row(y - kReach);
    const std::uint8_t* below = image.luma.row(y + kReach);
    const std::uint8_t* cb = image.grey() ? nullptr : image.cb.row(y / shrink_y);
    const std::uint8_t* cr = image.grey() ? nullptr : image.cr.row(y / shrink_y);
    for (std::size_t x = kReach; x + kReach < width; x += step) {
      int level = row[x];
      if (cb != nullptr) level = green(level, cb[x / shrink_x], cr[x / shrink_x]);
      const auto at = static_cast<std::size_t>(std::clamp(level, 0, 255));
      if (at < kDarkest || at > kBrightest) continue;
      ++result.all[at];
      if (std::abs(row[x + kReach] - row[x - kReach]) <= kFlat &&
          std::abs(below[x] - above[x]) <= kFlat)
        ++result.flat[at];
    }
  }
  return result;
}

// Sums up to any place between levels.
class Sums {
 public:
  template <class Values>
  explicit Sums(const Values& values) {
    for (std::size_t i = 0; i < kLevels; ++i)
      sums_[i + 1] = sums_[i] + static_cast<double>(values[i]);
  }
  // Mean over one period around the middle of a level.
  [[nodiscard]] double mean(std::size_t level, double period) const {
    const double middle = static_cast<double>(level) + 0.5;
    return (to(middle + period / 2) - to(middle - period / 2)) / period;
  }
  [[nodiscard]] double total() const { return sums_[kLevels]; }

 private:
  [[nodiscard]] double to(double place) const {
    const double kept = std::clamp(place, 0.0, static_cast<double>(kLevels));
    const auto whole = std::min(static_cast<std::size_t>(kept), kLevels - 1);
    return sums_[whole] + (kept - static_cast<double>(whole)) * (sums_[whole + 1] - sums_[whole]);
  }
  std::array<double, kLevels + 1> sums_{};
};

// 0 to about 1: how much of the histogram follows a comb of that period.
double coherence(const Sums& sums, double period) {
  std::array<double, kLevels> once{};
  for (std::size_t i = 0; i < kLevels; ++i) once[i] = sums.mean(i, period);
  const Sums smooth(once);
  const std::complex<double> turn = std::polar(1.0, 2 * std::numbers::pi / period);
  std::complex<double> place = 1;
  std::complex<double> sum = 0;
  const double tooth = std::max(1.0, period * kTooth);
  std::size_t occupied = 0;
  std::size_t first = kLevels;
  std::size_t last = 0;
  for (std::size_t i = 0; i < kLevels; ++i, place *= turn) {
    const double mean = smooth.mean(i, period);
    if (mean * period <= kOccupied * sums.total()) continue;
    ++occupied;
    first = std::min(first, i);
    last = i;
    sum += std::min(sums.mean(i, tooth) / mean - 1, kTallest) * place;
  }
  const auto levels = static_cast<double>(occupied);
  if (levels < kFewestTeeth * period) return 0;
  if (levels < kInOneStretch * static_cast<double>(last - first + 1)) return 0;
  return std::abs(sum) / levels;
}

constexpr std::size_t kNarrow = 33;   // periods of 3.75 to 11.75 levels, 0.25 apart,
constexpr std::size_t kPeriods = 85;  // and of 12 to 37.5 levels, 0.5 apart

double period_at(std::size_t i) {
  if (i < kNarrow) return 3.75 + 0.25 * static_cast<double>(i);
  return 12 + 0.5 * static_cast<double>(i - kNarrow);
}

}  // namespace

std::optional<double> measure_banding(const Image& image) {
  const Histograms found = histograms(image);
  const Sums all(found.all);
  if (all.total() < kFewestPixels) return std::nullopt;
  const auto tones = std::count_if(found.all.begin(), found.all.end(), [&](std::uint32_t pixels) {
    return pixels > kOccupied * all.total();
  });
  if (tones < kFewestTones) return 1.0;
  const Sums flat(found.flat);
  std::array<double, kPeriods> fits{};
  for (std::size_t i = 0; i < kPeriods; ++i) {
    const double period = period_at(i);
    fits[i] = coherence(all, period);
    if (period <= kWidestOfFlat && flat.total() >= kFewestPixels)
      fits[i] = std::max(fits[i], coherence(flat, period));
  }
  const double best = *std::max_element(fits.begin(), fits.end());
  if (best < kCoherence) return 1.0;
  std::size_t chosen = kPeriods - 1;
  while (fits[chosen] < kAsGood * best) --chosen;
  // The top of its own peak.
  while (chosen > 0 && fits[chosen - 1] > fits[chosen]) --chosen;
  return period_at(chosen);
}

}  // namespace photosieve
