// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/segments.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <span>

namespace photosieve {
namespace {

constexpr std::size_t kWord = 8;        // bytes
constexpr int kScale = 16 * 4 * 2;      // of a level: sums of 16, smoothed 1 2 1, two values a side
constexpr int kLeastStep = 4 * kScale;  // levels
constexpr double kUnit = 16;            // of positions: parts of a pixel
constexpr double kMostOff = 0.6 * kUnit;
constexpr double kMostSlope = 0.268;  // 15 degrees

struct Node {
  std::int32_t position = 0;  // in sixteenths of a pixel
  std::uint32_t row = 0;
  std::int32_t next = -1;
  bool first = true;
};

// One row at a time: how much luma rises along it, and where it does so most. Sums of 16, smoothed
// (times 4), two to a side (times 2), stay within 16 bits.
struct Row {
  std::vector<std::int16_t> smooth;
  std::vector<std::int16_t> steps;  // 0 within two pixels of the ends
  std::vector<std::uint8_t> peaks;  // 1 where a step counts; padded to whole words

  explicit Row(std::size_t width) : smooth(width), steps(width), peaks(width + kWord) {}

  void load(const SmallPicture& picture, std::size_t row) {
    const std::size_t width = picture.width;
    const std::uint16_t* here = picture.values.data() + row * width;
    const std::uint16_t* above = here - width;
    const std::uint16_t* below = here + width;
    for (std::size_t x = 0; x < width; ++x)
      smooth[x] = static_cast<std::int16_t>(above[x] + 2 * here[x] + below[x]);
    for (std::size_t x = 2; x + 2 < width; ++x)
      steps[x] =
          static_cast<std::int16_t>(smooth[x + 1] + smooth[x + 2] - smooth[x - 1] - smooth[x - 2]);
    // Bits, not branches, so that sixteen are looked at together.
    for (std::size_t x = 2; x + 2 < width; ++x) {
      const std::int16_t before = steps[x - 1];
      const std::int16_t step = steps[x];
      const std::int16_t after = steps[x + 1];
      const int rises = int{step >= kLeastStep} & int{step > before} & int{step >= after};
      const int falls = int{step <= -kLeastStep} & int{step < before} & int{step <= after};
      peaks[x] = static_cast<std::uint8_t>(rises | falls);
    }
  }

  [[nodiscard]] bool none_from(std::size_t x) const {
    std::uint64_t word = 0;
    std::memcpy(&word, peaks.data() + x, kWord);
    return word == 0;
  }

  // In sixteenths of a pixel.
  [[nodiscard]] std::int32_t between_pixels(std::size_t x) const {
    const std::int32_t bend = steps[x - 1] - 2 * steps[x] + steps[x + 1];  // never 0 at a peak
    return static_cast<std::int32_t>(x) * 16 + 8 * (steps[x - 1] - steps[x + 1]) / bend;
  }
};

// Peaks of all rows, each joined to the one of the row above that it touches.
std::vector<Node> chained_peaks(const SmallPicture& picture) {
  std::vector<Node> nodes;
  Row row(picture.width);
  // The node at a pixel, plus one; negative where luma falls.
  std::vector<std::int32_t> above(picture.width);
  std::vector<std::int32_t> here(picture.width);
  for (std::size_t y = 1; y + 1 < picture.height; ++y) {
    row.load(picture, y);
    std::fill(here.begin(), here.end(), 0);
    for (std::size_t x = 0; x < picture.width; ++x) {
      if (x % kWord == 0 && row.none_from(x)) {
        x += kWord - 1;
        continue;
      }
      if (row.peaks[x] == 0) continue;
      nodes.push_back({row.between_pixels(x), static_cast<std::uint32_t>(y), -1, true});
      const auto index = static_cast<std::int32_t>(nodes.size());
      const bool rises = row.steps[x] > 0;
      here[x] = rises ? index : -index;
      for (const std::size_t touching : {x, x - 1, x + 1}) {
        const std::int32_t other = above[touching];
        if (other == 0 || (other > 0) != rises) continue;
        above[touching] = 0;
        nodes[static_cast<std::size_t>(std::abs(other) - 1)].next = index - 1;
        nodes.back().first = false;
        break;
      }
    }
    std::swap(above, here);
  }
  return nodes;
}

struct Splitter {
  std::size_t least_length;
  std::vector<Segment>& segments;

  // `positions` are of the rows from `row` on.
  void split(std::span<const std::int32_t> positions, std::uint32_t row) {
    if (positions.size() < least_length) return;
    Segment whole{{}, row, row + static_cast<std::uint32_t>(positions.size()) - 1};
    for (std::size_t i = 0; i < positions.size(); ++i)
      whole.sums.add(positions[i], static_cast<double>(row + i));
    if (whole.sums.off() <= kMostOff) {
      segments.push_back(whole);
      return;
    }
    const auto count = static_cast<std::int64_t>(positions.size()) - 1;
    const std::int64_t rise = positions.back() - positions.front();
    std::size_t farthest = 1;
    std::int64_t distance = -1;
    for (std::size_t i = 1; i + 1 < positions.size(); ++i) {
      const std::int64_t off = std::abs((positions[i] - positions.front()) * count -
                                        rise * static_cast<std::int64_t>(i));
      if (off > distance) {
        distance = off;
        farthest = i;
      }
    }
    split(positions.first(farthest), row);
    split(positions.subspan(farthest), row + static_cast<std::uint32_t>(farthest));
  }
};

// From sixteenths of a pixel to pixels.
void to_pixels(LineSums& sums) {
  sums.x /= kUnit;
  sums.xy /= kUnit;
  sums.xx /= kUnit * kUnit;
}

}  // namespace

SmallPicture transposed(const SmallPicture& picture) {
  SmallPicture result{picture.height, picture.width,
                      std::vector<std::uint16_t>(picture.values.size())};
  constexpr std::size_t side = 16;  // so that both pictures stay in the cache
  for (std::size_t top = 0; top < picture.height; top += side)
    for (std::size_t x = 0; x < picture.width; ++x)
      for (std::size_t y = top; y < std::min(top + side, picture.height); ++y)
        result.values[x * picture.height + y] = picture.values[y * picture.width + x];
  return result;
}

void LineSums::add(double at_x, double at_y) {
  n += 1;
  x += at_x;
  y += at_y;
  xx += at_x * at_x;
  xy += at_x * at_y;
  yy += at_y * at_y;
}

void LineSums::add(const LineSums& other) {
  n += other.n;
  x += other.x;
  y += other.y;
  xx += other.xx;
  xy += other.xy;
  yy += other.yy;
}

double LineSums::slope() const {
  const double spread = n * yy - y * y;
  return spread > 0 ? (n * xy - x * y) / spread : 0.0;
}

double LineSums::off() const {
  const double spread = n * yy - y * y;
  const double across = n * xx - x * x;
  const double both = n * xy - x * y;
  if (spread <= 0) return 0;
  return std::sqrt(std::max(0.0, across - both * both / spread)) / n;
}

double LineSums::at(double row) const {
  return n > 0 ? (x + slope() * (n * row - y)) / n : 0.0;
}

std::vector<Segment> find_segments(const SmallPicture& picture, std::size_t least_length,
                                   std::size_t most) {
  std::vector<Segment> segments;
  if (picture.width < 5 || picture.height < 3 || least_length < 2) return segments;
  const std::vector<Node> nodes = chained_peaks(picture);
  Splitter splitter{least_length, segments};
  std::vector<std::int32_t> chain;
  for (const Node& start : nodes) {
    if (!start.first) continue;
    chain.clear();
    for (const Node* node = &start;; node = &nodes[static_cast<std::size_t>(node->next)]) {
      chain.push_back(node->position);
      if (node->next < 0) break;
    }
    splitter.split(chain, start.row);
  }
  for (Segment& segment : segments) to_pixels(segment.sums);
  std::erase_if(segments,
                [](const Segment& one) { return std::abs(one.sums.slope()) > kMostSlope; });
  std::stable_sort(segments.begin(), segments.end(),
                   [](const Segment& a, const Segment& b) { return a.length() > b.length(); });
  if (segments.size() > most) segments.resize(most);
  return segments;
}

}  // namespace photosieve
