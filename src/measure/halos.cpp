// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/halos.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace photosieve {
namespace {

constexpr int kBlock = static_cast<int>(Survey::kBlockSize);
constexpr int kPixels = static_cast<int>(Survey::kBlockPixels);
constexpr std::size_t kMostMeans = 200'000;
constexpr std::size_t kMostPlaces = 2000;  // of each direction
constexpr std::size_t kFewestEdges = 12;
constexpr int kLeastStep = 36;  // levels
constexpr int kEven = 16;       // a place may change by that part of the step
constexpr int kRows = 4;
constexpr int kBlack = 3;
constexpr int kWhite = 252;
// Of a profile, in pixels from the edge: where halos are, and the even place beyond them.
constexpr int kHalo = 6;
constexpr int kFar = 12;
constexpr int kReach = 4;             // how far the middle may lie from where it is looked for
constexpr int kMostBend = 1;          // pixels, from row to row
constexpr std::size_t kAround = 32;   // pixels of the region each way
constexpr double kSteep = 0.6;        // of the step, within three pixels
constexpr double kEvenSpread = 0.05;  // of the step

// A plane read along its rows, or down its columns.
struct Lines {
  const PlaneView& luma;
  const Survey& survey;
  bool down;

  [[nodiscard]] int level(std::size_t along, std::size_t line) const {
    return down ? luma.row(along)[line] : luma.row(line)[along];
  }
  [[nodiscard]] int mean(std::size_t along, std::size_t line) const {
    return down ? survey.block_row(along)[line] : survey.block_row(line)[along];
  }
  [[nodiscard]] std::size_t means_along() const {
    return down ? survey.blocks_down : survey.blocks_across;
  }
  [[nodiscard]] std::size_t lines() const {
    return down ? survey.blocks_across : survey.blocks_down;
  }
};

struct Found {
  double percent;
  std::uint32_t along;
  std::uint32_t line;
  bool down;
};

// Between even places, two and three means away on each side; the means next to it may be a halo's.
bool may_be_edge(const Lines& lines, std::size_t at, std::size_t line) {
  const int before = lines.mean(at - 2, line);
  const int after = lines.mean(at + 2, line);
  const int step = std::abs(after - before);
  if (step < kLeastStep * kPixels) return false;
  return std::abs(lines.mean(at - 3, line) - before) * kEven <= step &&
         std::abs(lines.mean(at + 3, line) - after) * kEven <= step;
}

// The percentage by which the edge in the mean at `at` goes beyond both its sides.
std::optional<double> beyond(const Lines& lines, std::size_t at, std::size_t line) {
  const int low_end = lines.mean(at - 3, line) + lines.mean(at - 2, line);
  const int high_end = lines.mean(at + 3, line) + lines.mean(at + 2, line);
  const int sign = high_end > low_end ? 1 : -1;
  const int middle = (low_end + high_end) / (4 * kPixels);
  const auto start = static_cast<int>(at * Survey::kBlockSize) + kBlock / 2;
  std::array<int, 2 * kFar + 1> profile{};  // of kRows rows
  int first_crossing = 0;
  for (int row = 0; row < kRows; ++row) {
    const std::size_t y = line * Survey::kBlockSize + static_cast<std::size_t>(row);
    const auto level = [&](int x) { return lines.level(static_cast<std::size_t>(x), y); };
    // The crossing nearest to the middle of the mean.
    int crossing = kReach + 1;
    for (int off = 0; off <= kReach && crossing > kReach; ++off)
      for (const int x : {start - off, start + off})
        if (sign * (level(x) - middle) >= 0 && sign * (level(x - 1) - middle) < 0)
          crossing = x - start;
    if (crossing > kReach) return std::nullopt;
    if (row == 0) first_crossing = crossing;
    if (std::abs(crossing - first_crossing) > kMostBend) return std::nullopt;
    for (int x = -kFar; x <= kFar; ++x) {
      const int place = kFar + x;
      profile[static_cast<std::size_t>(place)] += sign * level(start + crossing + x);
    }
  }
  const auto value = [&](int x) { return profile[static_cast<std::size_t>(kFar + x)]; };
  // Even places: their mean, and how far apart their values are.
  const auto even = [&](int from, int to) {
    int sum = 0;
    for (int x = from; x <= to; ++x) sum += value(x);
    return static_cast<double>(sum) / (to - from + 1);
  };
  const auto spread = [&](int from, int to, double mean) {
    double most = 0;
    for (int x = from; x <= to; ++x) most = std::max(most, std::abs(value(x) - mean));
    return most;
  };
  const double low = even(-kFar, -kHalo - 2);
  const double high = even(kHalo + 1, kFar - 1);
  const double step = high - low;
  if (step < kLeastStep * kRows || value(1) - value(-2) < kSteep * step) return std::nullopt;
  if (spread(-kFar, -kHalo - 2, low) > kEvenSpread * step ||
      spread(kHalo + 1, kFar - 1, high) > kEvenSpread * step)
    return std::nullopt;
  int least = value(-1);
  int most = value(0);
  for (int x = 1; x <= kHalo; ++x) {
    least = std::min(least, value(-1 - x));
    most = std::max(most, value(x));
  }
  // A side that is cut off at black or white tells nothing: the other speaks for both.
  const double over = most - high;
  const double under = low - least;
  const int white = sign > 0 ? kWhite * kRows : -kBlack * kRows;
  const int black = sign > 0 ? kBlack * kRows : -kWhite * kRows;
  double both = std::min(over, under);
  if (most >= white && least > black) both = under;
  if (least <= black && most < white) both = over;
  return 100 * std::max(0.0, both) / step;
}

// Edges of each direction, evenly from all over the photo.
void find(const Lines& lines, std::vector<Found>& found) {
  const std::size_t along = lines.means_along();
  constexpr std::size_t margin = 5;  // means; profiles must lie in the plane
  if (along < 2 * margin + 1 || lines.lines() == 0) return;
  struct Place {
    std::size_t at;
    std::size_t line;
  };
  std::vector<Place> places;
  const std::size_t every = (along * lines.lines() + kMostMeans - 1) / kMostMeans;
  for (std::size_t line = every / 2; line < lines.lines(); line += every)
    for (std::size_t at = margin; at + margin < along; ++at)
      if (may_be_edge(lines, at, line)) places.push_back({at, line});
  const std::size_t step = (places.size() + kMostPlaces - 1) / kMostPlaces;
  for (std::size_t i = 0; i < places.size(); i += std::max<std::size_t>(step, 1)) {
    const auto [at, line] = places[i];
    if (const auto percent = beyond(lines, at, line))
      found.push_back({*percent, static_cast<std::uint32_t>(at * Survey::kBlockSize),
                       static_cast<std::uint32_t>(line * Survey::kBlockSize), lines.down});
  }
}

Region around(const Found& edge, const PlaneView& luma) {
  const std::size_t x = edge.down ? edge.line : edge.along;
  const std::size_t y = edge.down ? edge.along : edge.line;
  const std::size_t left = x < kAround ? 0 : x - kAround;
  const std::size_t top = y < kAround ? 0 : y - kAround;
  return {static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top),
          static_cast<std::uint32_t>(std::min(luma.width, x + kAround) - left),
          static_cast<std::uint32_t>(std::min(luma.height, y + kAround) - top)};
}

}  // namespace

std::optional<Halos> measure_halos(const PlaneView& luma, const Survey& survey) {
  std::vector<Found> found;
  find({luma, survey, false}, found);
  find({luma, survey, true}, found);
  if (found.size() < kFewestEdges) return std::nullopt;
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
  std::nth_element(found.begin(), middle, found.end(), [](const Found& a, const Found& b) {
    if (a.percent != b.percent) return a.percent < b.percent;
    if (a.line != b.line) return a.line < b.line;
    return a.along != b.along ? a.along < b.along : a.down < b.down;
  });
  return Halos{middle->percent, around(*middle, luma)};
}

}  // namespace photosieve
