// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/recompression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "measure/block_grid.h"

namespace photosieve {
namespace {

constexpr std::size_t kSide = BlockGrid::kSide;
constexpr std::size_t kMostBlocks = 3'000;
constexpr std::size_t kMostOfFlat = 24'000;  // of a picture whose first 3,000 say too little
constexpr std::size_t kDiagonal = 5;         // frequencies with u + v below it, but not 0, 0
constexpr std::size_t kBins = 128;
constexpr double kFinest = 2;     // teeth, in steps of the file
constexpr double kCoarsest = 64;  // the same, in levels
constexpr double kFewestValues = 80;
constexpr std::size_t kFewestFrequencies = 3;

using Counts = std::array<double, kBins>;  // of values without their sign

// cosines[u][x]: the one-dimensional transform of eight samples (ITU-T T.81 A.3.3).
using Cosines = std::array<std::array<float, kSide>, kDiagonal>;
Cosines make_cosines() {
  Cosines cosines{};
  for (std::size_t u = 0; u < kDiagonal; ++u)
    for (std::size_t x = 0; x < kSide; ++x)
      cosines[u][x] = static_cast<float>(
          (u == 0 ? std::sqrt(0.125) : 0.5) *
          std::cos(static_cast<double>((2 * x + 1) * u) * std::numbers::pi / 16));
  return cosines;
}

struct Frequency {
  std::size_t u;  // across
  std::size_t v;  // down
  double step;    // of the file
  Counts counts{};
};

std::vector<Frequency> frequencies(const std::array<std::uint16_t, 64>& table, bool turned) {
  std::vector<Frequency> all;
  for (std::size_t v = 0; v < kDiagonal; ++v)
    for (std::size_t u = 0; u + v < kDiagonal; ++u) {
      const std::uint16_t step = turned ? table[u * kSide + v] : table[v * kSide + u];
      if (u + v > 0 && step > 0) all.push_back({u, v, static_cast<double>(step)});
    }
  return all;
}

void count_block(const PlaneView& luma, std::size_t left, std::size_t top, const Cosines& cosines,
                 std::vector<Frequency>& all) {
  std::array<std::array<float, kSide>, kDiagonal> across{};  // [u][y]
  for (std::size_t y = 0; y < kSide; ++y) {
    const std::uint8_t* row = luma.row(top + y) + left;
    for (std::size_t u = 0; u < kDiagonal; ++u) {
      float sum = 0;
      for (std::size_t x = 0; x < kSide; ++x) sum += cosines[u][x] * static_cast<float>(row[x]);
      across[u][y] = sum;
    }
  }
  for (Frequency& frequency : all) {
    float sum = 0;
    for (std::size_t y = 0; y < kSide; ++y) sum += cosines[frequency.v][y] * across[frequency.u][y];
    const auto value =
        static_cast<std::size_t>(std::abs(std::lround(sum / static_cast<float>(frequency.step))));
    if (value < kBins) ++frequency.counts[value];
  }
}

// -1 to about 1: how well the counts follow a comb whose teeth are `period` values apart; nothing
// where too few values lie beyond the tooth of zero.
std::optional<double> follows(const Counts& counts, std::size_t last, double period) {
  const auto first = static_cast<std::size_t>(period / 2) + 1;
  double values = 0;
  for (std::size_t k = first; k <= last; ++k) values += counts[k];
  if (values < kFewestValues) return std::nullopt;

  // The tooth of zero would tower over everything; the others' mean stands in for it.
  const auto tooth = static_cast<std::size_t>(std::ceil(period / 2));
  const auto width = std::min(static_cast<std::size_t>(std::lround(period)), kBins - tooth);
  double mean = 0;
  for (std::size_t k = tooth; k < tooth + width; ++k) mean += counts[k];
  mean /= static_cast<double>(width);
  std::array<double, kBins + 1> sums{};
  for (std::size_t k = 0; k < kBins; ++k) sums[k + 1] = sums[k] + (k < tooth ? mean : counts[k]);
  const auto up_to = [&](double place) {
    const double kept = std::clamp(place, 0.0, static_cast<double>(kBins));
    const auto whole = std::min(static_cast<std::size_t>(kept), kBins - 1);
    return sums[whole] + (kept - static_cast<double>(whole)) * (sums[whole + 1] - sums[whole]);
  };
  const double angle = 2 * std::numbers::pi / period;
  const std::complex<double> turn = std::polar(1.0, angle);
  std::complex<double> place = std::polar(1.0, angle * static_cast<double>(first));
  double sum = 0;
  for (std::size_t k = first; k <= last; ++k, place *= turn) {
    const double middle = static_cast<double>(k) + 0.5;
    const double smooth = (up_to(middle + period / 2) - up_to(middle - period / 2)) / period;
    sum += (counts[k] - smooth) * place.real();
  }
  return sum / values;
}

std::optional<double> best_comb(const Frequency& frequency) {
  std::size_t last = kBins - 1;
  while (last > 0 && frequency.counts[last] == 0) --last;
  std::optional<double> best;
  // Steps of the first encoding are whole levels.
  for (double levels = std::ceil(kFinest * frequency.step); levels < kCoarsest; ++levels) {
    const auto fits = follows(frequency.counts, last, levels / frequency.step);
    if (!fits) break;  // coarser teeth leave fewer values still
    best = std::max(best.value_or(*fits), *fits);
  }
  return best;
}

}  // namespace

std::optional<double> measure_recompression(const Image& image, const JpegTables& tables,
                                            int orientation) {
  if (!tables.luma) return std::nullopt;
  static const Cosines cosines = make_cosines();
  const BlockGrid grid = block_grid(image.luma.view(), orientation);
  if (image.width() < grid.x + kSide || image.height() < grid.y + kSide) return std::nullopt;
  const std::size_t across = (image.width() - grid.x) / kSide;
  const std::size_t blocks = across * ((image.height() - grid.y) / kSide);
  std::vector<double> found;
  for (const std::size_t most : {kMostBlocks, kMostOfFlat}) {
    const std::size_t taken = std::min(blocks, most);
    std::vector<Frequency> all = frequencies(*tables.luma, grid.turned);
    for (std::size_t i = 0; i < taken; ++i) {
      const std::size_t block = i * blocks / taken;
      count_block(image.luma.view(), grid.x + block % across * kSide,
                  grid.y + block / across * kSide, cosines, all);
    }
    found.clear();
    for (const Frequency& frequency : all)
      if (const auto fits = best_comb(frequency)) found.push_back(*fits);
    if (found.size() >= kFewestFrequencies || taken == blocks) break;
  }
  if (found.size() < kFewestFrequencies) return std::nullopt;
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
  std::nth_element(found.begin(), middle, found.end());
  return 100 * std::clamp(*middle, 0.0, 1.0);
}

}  // namespace photosieve
