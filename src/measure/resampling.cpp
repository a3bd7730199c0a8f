// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/resampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace photosieve {
namespace {

constexpr std::size_t kShortest = 512;  // pixels of a side
constexpr std::size_t kLength = 4096;   // of the spectrum, and of what is looked at of a side
constexpr std::size_t kMostPixels = 4'000'000;
constexpr std::int16_t kGrain = 2;         // levels: larger differences are the subject's
constexpr double kLeastGrain = 0.05;       // levels, in the middle of the columns and of the rows
constexpr std::size_t kSurroundings = 17;  // columns or rows
constexpr double kSpike = 8;               // times the usual deviation: lines of the subject
constexpr std::size_t kLevelWidth = 101;   // places of the spectrum
constexpr std::size_t kLevelStep = 16;
constexpr std::size_t kEighth = kLength / BlockGrid::kSide;
constexpr std::size_t kNearEighth = 12;  // places of the spectrum, beside an eighth
constexpr std::size_t kImages = 3;
// The pairs of a photo enlarged twice differ by 21 % and more, those of others by up to 12 %.
constexpr double kStrengthOfPairs = 30;
constexpr std::int16_t kPairFloor = 2;  // levels: JPEG's own noise
constexpr std::int16_t kPairMost = 40;
constexpr double kLeastPairs = 0.02;  // levels
constexpr std::size_t kInBlock = 5;   // places of four pixels in a row inside a block

// The part that is looked at: its middle, and every so many of its rows or columns.
struct Part {
  std::size_t first;
  std::size_t length;
  std::size_t step;  // of the lines across
};

Part part_of(std::size_t length, std::size_t lines) {
  const std::size_t kept = std::min(length, kLength);
  const std::size_t first = (length - kept) / 2 / BlockGrid::kSide * BlockGrid::kSide;
  return {first, kept, std::max(std::size_t{1}, kept * lines / kMostPixels)};
}

struct Profile {
  std::vector<double> grain;  // by column or row: mean second difference, cut off
  std::array<double, BlockGrid::kSide> pairs{};  // by place in the block
};

// Of 16 bits, so that eight and more are taken at once.
using Short = std::int16_t;
Short grain_of(Short before, Short here, Short behind) {
  const auto change = static_cast<Short>(2 * here - before - behind);
  return std::min(std::max(change, static_cast<Short>(-change)), kGrain);
}
Short pair_of(Short a, Short b, Short c, Short d) {
  const auto change = static_cast<Short>(b + c - a - d);
  const auto size = static_cast<Short>(std::max(change, static_cast<Short>(-change)) - kPairFloor);
  return std::min(std::max(size, Short{0}), kPairMost);
}

// Sums of so many lines fit into 16 bits.
constexpr std::size_t kLinesAtOnce = 512;

Profile across(const PlaneView& luma, std::size_t grid) {
  const Part part = part_of(luma.width, luma.height);
  std::vector<double> grain(part.length);
  std::vector<double> pairs(part.length);
  std::vector<Short> some_grain(part.length);
  std::vector<Short> some_pairs(part.length);
  const auto add = [&](std::vector<Short>& some, std::vector<double>& all) {
    for (std::size_t x = 0; x < part.length; ++x) all[x] += some[x];
    std::fill(some.begin(), some.end(), Short{0});
  };
  std::size_t rows = 0;
  for (std::size_t y = 0; y < luma.height; y += part.step, ++rows) {
    const std::uint8_t* row = luma.row(y) + part.first;
    Short* to = some_grain.data();
    for (std::size_t x = 1; x + 1 < part.length; ++x)
      to[x] = static_cast<Short>(to[x] + grain_of(row[x - 1], row[x], row[x + 1]));
    to = some_pairs.data();
    for (std::size_t x = 0; x + 3 < part.length; ++x)
      to[x] = static_cast<Short>(to[x] + pair_of(row[x], row[x + 1], row[x + 2], row[x + 3]));
    if (rows % kLinesAtOnce != kLinesAtOnce - 1) continue;
    add(some_grain, grain);
    add(some_pairs, pairs);
  }
  add(some_grain, grain);
  add(some_pairs, pairs);
  Profile profile;
  for (std::size_t x = 1; x + 1 < part.length; ++x)
    profile.grain.push_back(grain[x] / static_cast<double>(rows));
  for (std::size_t x = grid; x + 3 < part.length; ++x)
    profile.pairs[(x - grid) % BlockGrid::kSide] +=
        pairs[x] * 8.0 / static_cast<double>(rows * part.length);
  return profile;
}

Profile down(const PlaneView& luma, std::size_t grid) {
  const Part part = part_of(luma.height, luma.width);
  constexpr std::size_t kRun = 64;  // whole lines of memory are used
  Profile profile;
  std::size_t columns = 0;
  for (std::size_t x = 0; x + kRun <= luma.width; x += kRun * part.step) columns += kRun;
  for (std::size_t y = 1; y + 1 < part.length; ++y) {
    std::uint32_t grain = 0;
    std::uint32_t pairs = 0;
    const std::uint8_t* row = luma.row(part.first + y);
    const std::uint8_t* before = row - luma.stride;
    const std::uint8_t* behind = row + luma.stride;
    const bool four = y + 2 < part.length;
    const std::uint8_t* last = four ? behind + luma.stride : behind;
    for (std::size_t x = 0; x + kRun <= luma.width; x += kRun * part.step) {
      Short run_grain = 0;
      Short run_pairs = 0;
      for (std::size_t i = x; i < x + kRun; ++i) {
        run_grain = static_cast<Short>(run_grain + grain_of(before[i], row[i], behind[i]));
        run_pairs = static_cast<Short>(run_pairs + pair_of(before[i], row[i], behind[i], last[i]));
      }
      grain += static_cast<std::uint32_t>(run_grain);
      pairs += static_cast<std::uint32_t>(run_pairs);
    }
    profile.grain.push_back(grain / static_cast<double>(columns));
    if (four && y > grid)
      profile.pairs[(y - 1 - grid) % BlockGrid::kSide] +=
          pairs * 8.0 / static_cast<double>(columns * part.length);
  }
  return profile;
}

double middle_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

using Complex = std::complex<double>;

// In place, of a power of two (J. W. Cooley, J. W. Tukey, 1965).
void transform(std::vector<Complex>& values) {
  const std::size_t count = values.size();
  for (std::size_t i = 1, j = 0; i < count; ++i) {
    std::size_t bit = count / 2;
    for (; (j & bit) != 0; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(values[i], values[j]);
  }
  for (std::size_t length = 2; length <= count; length *= 2) {
    const Complex turn = std::polar(1.0, -2 * std::numbers::pi / static_cast<double>(length));
    for (std::size_t first = 0; first < count; first += length) {
      Complex phase = 1;
      for (std::size_t i = first; i < first + length / 2; ++i, phase *= turn) {
        const Complex other = values[i + length / 2] * phase;
        values[i + length / 2] = values[i] - other;
        values[i] += other;
      }
    }
  }
}

// Relative to the mean of those of their surroundings that count.
std::vector<double> relative(const std::vector<double>& grain, const std::vector<bool>& counts) {
  std::vector<double> sums(grain.size() + 1);
  std::vector<double> numbers(grain.size() + 1);
  for (std::size_t i = 0; i < grain.size(); ++i) {
    sums[i + 1] = sums[i] + (counts[i] ? grain[i] : 0);
    numbers[i + 1] = numbers[i] + (counts[i] ? 1 : 0);
  }
  std::vector<double> result(grain.size());
  for (std::size_t i = 0; i < grain.size(); ++i) {
    const std::size_t first = i - std::min(i, kSurroundings / 2);
    const std::size_t end = std::min(i + kSurroundings / 2 + 1, grain.size());
    const double number = numbers[end] - numbers[first];
    if (!counts[i] || number == 0) continue;
    const double mean = (sums[end] - sums[first]) / number;
    result[i] = grain[i] / std::max(mean, kLeastGrain / 10) - 1;
  }
  return result;
}

// Lines of the subject, window frames and the like, stand out of the grain; they are left out, and
// so do not count among what surrounds others.
std::vector<double> evened(const std::vector<double>& grain) {
  std::vector<bool> counts(grain.size(), true);
  const std::vector<double> first = relative(grain, counts);
  std::vector<double> deviations;
  for (const double value : first) deviations.push_back(std::abs(value));
  const double most = kSpike * middle_of(deviations);
  for (std::size_t i = 0; i < grain.size(); ++i) counts[i] = std::abs(first[i]) <= most;
  return relative(grain, counts);
}

// Places 0 to kLength / 2: how far the spectrum is above its own level there.
std::vector<double> peaks(const std::vector<double>& grain) {
  const std::vector<double> even = evened(grain);
  std::vector<Complex> values(kLength);
  for (std::size_t i = 0; i < even.size(); ++i) {
    const double place = static_cast<double>(i) / static_cast<double>(even.size() - 1);
    values[i] = even[i] * (0.5 - 0.5 * std::cos(2 * std::numbers::pi * place));  // von Hann
  }
  transform(values);
  std::vector<double> height(kLength / 2 + 1);
  for (std::size_t i = 0; i < height.size(); ++i) height[i] = std::abs(values[i]);
  std::vector<double> above(height.size());
  for (std::size_t i = 0; i < height.size(); i += kLevelStep) {
    const std::size_t first = i - std::min(i, kLevelWidth / 2);
    const std::size_t end = std::min(i + kLevelWidth / 2 + 1, height.size());
    const double level = middle_of({height.begin() + static_cast<std::ptrdiff_t>(first),
                                    height.begin() + static_cast<std::ptrdiff_t>(end)});
    for (std::size_t at = i; at < std::min(i + kLevelStep, height.size()); ++at)
      above[at] = level > 0 ? height[at] / level : 0;
  }
  return above;
}

double highest(const std::vector<double>& values, std::size_t at, std::size_t reach) {
  const std::size_t first = at - std::min(at, reach);
  const std::size_t end = std::min(at + reach + 1, values.size());
  return *std::max_element(values.begin() + static_cast<std::ptrdiff_t>(first),
                           values.begin() + static_cast<std::ptrdiff_t>(end));
}

// The strongest pattern that both directions have. Sizes are whole pixels, so that the factor down
// may differ a little from that across.
double pattern(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> both(one.size());
  for (std::size_t i = 0; i < both.size(); ++i)
    both[i] = std::sqrt(highest(one, i, 1) * highest(other, i, 2));
  double strongest = 0;
  for (std::size_t i = kNearEighth; i + 3 < kEighth / 2; ++i) {
    std::array<double, BlockGrid::kSide> images{};
    for (std::size_t k = 0; k < images.size(); ++k) {
      const std::size_t at = k * kEighth + i;
      images[k] = both[std::min(at, kLength - at)];
    }
    std::partial_sort(images.begin(), images.begin() + kImages, images.end(), std::greater<>());
    double sum = 0;
    for (std::size_t k = 0; k < kImages; ++k) sum += images[k];
    strongest = std::max(strongest, sum / kImages);
  }
  return strongest;
}

// How much more pixels differ from pair to pair than within a pair, as a share; negative where it
// is the other way round, as JPEG's own noise has it. The places that cross blocks are left out,
// and what blocks change from their border to their middle takes itself away.
double pairs(const Profile& profile) {
  const auto& at = profile.pairs;
  double mean = 0;
  for (std::size_t i = 0; i < kInBlock; ++i) mean += at[i] / kInBlock;
  if (mean < kLeastPairs) return 0;
  return ((at[1] + at[3]) / 2 - (at[0] + 2 * at[2] + at[4]) / 4) / mean;
}

}  // namespace

std::optional<double> measure_resampling(const PlaneView& luma, const BlockGrid& grid) {
  if (std::min(luma.width, luma.height) < kShortest) return std::nullopt;
  const Profile x = across(luma, grid.x);
  const Profile y = down(luma, grid.y);
  if (std::min(middle_of(x.grain), middle_of(y.grain)) < kLeastGrain) return std::nullopt;
  return std::max(pattern(peaks(x.grain), peaks(y.grain)),
                  kStrengthOfPairs * (pairs(x) + pairs(y)) / 2);
}

}  // namespace photosieve
