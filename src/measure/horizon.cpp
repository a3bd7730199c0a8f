// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/horizon.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "measure/segments.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostSide = 512;
constexpr std::size_t kLeastSide = 96;
constexpr std::size_t kMostSegments = 300;

// A family of edges that lean alike.
struct FamilyAsk {
  double least_length;  // of a segment, as part of the side it runs along
  double within;        // degrees that one may differ
  double change;        // degrees from side to side, at most
  double least_share;   // of the length of all
  double least_sum;     // of lengths, in sides
  double least_spread;  // standard deviation of their places, in sides
};
constexpr FamilyAsk kUprights{0.05, 1.25, 24, 0.45, 1.0, 0.14};
constexpr FamilyAsk kLevels{0.08, 0.8, 0, 0.6, 1.5, 0.08};
constexpr std::size_t kMostOfFamily = 150;
constexpr std::size_t kFewestOfFamily = 5;
constexpr double kMostLean = 12;  // degrees
constexpr double kLeanStep = 0.5;
constexpr double kChangeStep = 2;
constexpr double kMiddle = 0.2;  // of the width, each way

constexpr double kPieceOfLine = 0.03;  // of the width
constexpr double kStartOfLine = 0.08;
constexpr double kOffLine = 1;          // pixels
constexpr double kOffLineFar = 0.004;   // pixels a pixel
constexpr double kTurnOfPiece = 0.035;  // of slope, 2 degrees
constexpr double kHorizon = 0.7;        // of the width
constexpr double kLongLine = 0.4;
constexpr double kLinesAgree = 1.5;  // degrees

// To a fiftieth of a degree up to 15 degrees, and the same on every machine.
double degrees_of(double slope) {
  return (slope - slope * slope * slope / 3) * 180 / std::numbers::pi;
}

SmallPicture halved(const SmallPicture& picture) {
  SmallPicture result{picture.width / 2, picture.height / 2, {}};
  result.values.resize(result.width * result.height);
  for (std::size_t y = 0; y < result.height; ++y) {
    const std::uint16_t* upper = picture.values.data() + 2 * y * picture.width;
    const std::uint16_t* lower = upper + picture.width;
    std::uint16_t* out = result.values.data() + y * result.width;
    for (std::size_t x = 0; x < result.width; ++x)
      out[x] = static_cast<std::uint16_t>(
          (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
  }
  return result;
}

struct Leaning {
  double degrees;
  double place;   // across, from the middle, in sides
  double length;  // in sides
};

struct Family {
  double degrees = 0;
  double change = 0;
};

std::vector<Leaning> leanings(std::span<const Segment> segments, const SmallPicture& picture,
                              double least_length) {
  const auto side = static_cast<double>(picture.height);
  const auto across = static_cast<double>(picture.width);
  std::vector<Leaning> result;
  for (const Segment& one : segments) {  // the longest first
    const double length = one.length() / side;
    if (length < least_length || result.size() == kMostOfFamily) break;
    result.push_back(
        {degrees_of(one.sums.slope()), one.sums.x / one.sums.n / across - 0.5, length});
  }
  return result;
}

// The lean, and its change across, that most of the length has, on a grid of both.
Family commonest(std::span<const Leaning> all, const FamilyAsk& ask) {
  Family best;
  double most = -1;
  for (double change = -ask.change; change <= ask.change; change += kChangeStep) {
    for (double lean = -kMostLean; lean <= kMostLean; lean += kLeanStep) {
      double sum = 0;
      for (const Leaning& one : all) {
        const double off = (one.degrees - lean - change * one.place) / ask.within;
        sum += std::max(0.0, 1 - off * off) * one.length;
      }
      if (sum <= most) continue;
      most = sum;
      best = {lean, change};
    }
  }
  return best;
}

std::optional<Family> family(std::span<const Leaning> all, const FamilyAsk& ask) {
  if (all.size() < kFewestOfFamily) return std::nullopt;
  Family result = commonest(all, ask);
  std::size_t count = 0;
  double whole = 0;
  double length = 0;
  double lean = 0;
  double place = 0;
  double place_squared = 0;
  for (const Leaning& one : all) {
    whole += one.length;
    const double without_change = one.degrees - result.change * one.place;
    if (std::abs(without_change - result.degrees) > ask.within) continue;
    ++count;
    length += one.length;
    lean += one.length * without_change;
    place += one.length * one.place;
    place_squared += one.length * one.place * one.place;
  }
  if (count < kFewestOfFamily || length < ask.least_sum || length < ask.least_share * whole)
    return std::nullopt;
  const double spread = place_squared / length - (place / length) * (place / length);
  if (spread < ask.least_spread * ask.least_spread) return std::nullopt;
  result.degrees = lean / length;
  return result;
}

// The lean nearest to none in the middle of the width.
double in_the_middle(const Family& uprights) {
  const double left =
      std::max(0.0, std::abs(uprights.degrees) - kMiddle * std::abs(uprights.change));
  return uprights.degrees < 0 ? -left : left;
}

struct Line {
  LineSums sums;
  double seen = 0;  // of the side
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

bool lies_in(const Segment& piece, const Line& line, double slope) {
  const double middle = piece.sums.y / piece.sums.n;
  const double away = std::abs(middle - line.sums.y / line.sums.n);
  return std::abs(piece.sums.slope() - slope) <= kTurnOfPiece &&
         std::abs(piece.sums.x / piece.sums.n - line.sums.at(middle)) <=
             kOffLine + kOffLineFar * away;
}

// Segments are joined to the lines that they lie in, the longest first.
std::vector<Line> joined(std::span<const Segment> segments, std::size_t side) {
  const double whole = static_cast<double>(side);
  std::vector<bool> taken(segments.size());
  std::vector<Line> lines;
  for (std::size_t start = 0; start < segments.size(); ++start) {
    if (segments[start].length() < kStartOfLine * whole) break;
    if (taken[start]) continue;
    Line line{segments[start].sums, 0, segments[start].first, segments[start].last};
    taken[start] = true;
    std::vector<bool> covered(side);
    const auto cover = [&](const Segment& piece) {
      std::fill(covered.begin() + piece.first, covered.begin() + piece.last + 1, true);
    };
    cover(segments[start]);
    for (std::size_t next = start + 1; next < segments.size(); ++next) {
      const Segment& piece = segments[next];
      if (piece.length() < kPieceOfLine * whole) break;
      if (taken[next] || !lies_in(piece, line, line.sums.slope())) continue;
      taken[next] = true;
      line.sums.add(piece.sums);
      line.first = std::min(line.first, piece.first);
      line.last = std::max(line.last, piece.last);
      cover(piece);
    }
    line.seen = static_cast<double>(std::count(covered.begin(), covered.end(), true)) / whole;
    lines.push_back(line);
  }
  return lines;
}

std::optional<Line> horizon(std::span<const Segment> segments, std::size_t side) {
  const std::vector<Line> lines = joined(segments, side);
  const Line* longest = nullptr;
  for (const Line& line : lines)
    if (longest == nullptr || line.seen > longest->seen) longest = &line;
  if (longest == nullptr || longest->seen < kHorizon) return std::nullopt;
  const double degrees = degrees_of(longest->sums.slope());
  for (const Line& line : lines)
    if (line.seen >= kLongLine && std::abs(degrees_of(line.sums.slope()) - degrees) > kLinesAgree)
      return std::nullopt;
  return *longest;
}

Region region_of(const Line& line, std::size_t scale) {
  const double ends[] = {line.sums.at(line.first), line.sums.at(line.last)};
  const auto [top, bottom] = std::minmax(ends[0], ends[1]);
  const auto y = static_cast<std::uint32_t>(std::max(0.0, top - 1));
  const auto pixels = static_cast<std::uint32_t>(scale);
  return {line.first * pixels, y * pixels, (line.last - line.first + 1) * pixels,
          (static_cast<std::uint32_t>(std::max(0.0, bottom + 2)) - y) * pixels};
}

}  // namespace

std::optional<HorizonTilt> measure_horizon_tilt(const Survey& survey) {
  SmallPicture picture{survey.blocks_across, survey.blocks_down, survey.blocks};
  std::size_t scale = Survey::kBlockSize;
  for (; std::max(picture.width, picture.height) > kMostSide; scale *= 2) picture = halved(picture);
  if (std::min(picture.width, picture.height) < kLeastSide) return std::nullopt;

  std::optional<HorizonTilt> found;
  const auto witness = [&](double degrees, std::optional<Region> region) {
    if (!found || std::abs(degrees) < std::abs(found->degrees)) found = {degrees, region};
  };
  const auto pieces = [](std::size_t side) { return side * 3 / 100; };
  const auto uprights = find_segments(picture, pieces(picture.height), kMostSegments);
  if (const auto lean = family(leanings(uprights, picture, kUprights.least_length), kUprights))
    witness(in_the_middle(*lean), std::nullopt);

  // In a transposed picture, what falls to the right leans as a photo turned with the clock.
  const SmallPicture turned = transposed(picture);
  const auto level = find_segments(turned, pieces(turned.height), kMostSegments);
  if (const auto lean = family(leanings(level, turned, kLevels.least_length), kLevels))
    witness(-lean->degrees, std::nullopt);
  if (const auto line = horizon(level, turned.height))
    witness(-degrees_of(line->sums.slope()), region_of(*line, scale));
  return found;
}

}  // namespace photosieve
