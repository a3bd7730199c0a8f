// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/dust.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "measure/dark_places.h"

namespace photosieve {
namespace {

constexpr std::size_t kSmallest = 64;

// At what distance the ground is looked at, and with what the disc is fitted.
struct Scale {
  Surroundings around;
  std::size_t grain;  // pixels a side of a value of the patch
  double smallest;    // radius of the first disc, pixels
};
constexpr std::array<Scale, 4> kScales{
    {{{3, 2, 1}, 1, 3.6}, {{5, 4, 2}, 2, 6.5}, {{8, 6, 3}, 4, 11}, {{13, 9, 4}, 4, 18}}};
constexpr std::size_t kRadii = 6;
constexpr double kNextRadius = 1.2;
constexpr double kPatch = 2;         // radii from the middle that the fit sees
constexpr double kDisc = 0.75;       // radii: full depth up to there,
constexpr double kOutside = 1.25;    // nothing from there on
constexpr double kPromising = 0.35;  // explained at first sight, so that it is looked at closer
constexpr double kSpeck = 0.6;       // explained in the end
constexpr int kSteps = 8;
constexpr double kRounding = 0.1;  // variance that whole numbers add

// A disc on a lattice of values.
struct Disc {
  double radius = 0;  // pixels
  int half = 0;       // values from the middle
  struct Value {
    int x;
    int y;
    float depth;   // 0 to 1
    float around;  // from the middle, radii
    int sector;
  };
  std::vector<Value> values;
  double mean = 0;     // of the depths
  double energy = 0;   // sum of squares of depths less their mean
  double along_x = 0;  // sum of x * x
};

int sector_of(int x, int y) {
  const int far = std::abs(x) > std::abs(y) ? 1 : 0;
  return (x < 0 ? 4 : 0) + (y < 0 ? 2 : 0) + far;
}

Disc disc(double radius, std::size_t grain) {
  Disc result;
  result.radius = radius;
  const double r = radius / static_cast<double>(grain);
  result.half = static_cast<int>(kPatch * r);
  double sum = 0;
  double squares = 0;
  for (int y = -result.half; y <= result.half; ++y) {
    for (int x = -result.half; x <= result.half; ++x) {
      const double away = std::sqrt(static_cast<double>(x * x + y * y)) / r;
      if (away > kPatch) continue;
      const double depth = std::clamp((kOutside - away) / (kOutside - kDisc), 0.0, 1.0);
      result.values.push_back(
          {x, y, static_cast<float>(depth), static_cast<float>(away), sector_of(x, y)});
      sum += depth;
      squares += depth * depth;
      result.along_x += x * x;
    }
  }
  const auto count = static_cast<double>(result.values.size());
  result.mean = sum / count;
  result.energy = squares - sum * sum / count;
  return result;
}

struct Fit {
  double explained = 0;
  double depth = 0;  // levels
  double ground = 0;
  double slope_x = 0;
  double slope_y = 0;
};

// Values of a plane around a place: means of grain x grain samples.
class Patch {
 public:
  Patch(const Plane& plane, const Survey& survey, std::size_t grain)
      : plane_(plane), survey_(survey), grain_(grain) {
    width_ = static_cast<int>(plane.width() / grain);
    height_ = static_cast<int>(plane.height() / grain);
  }
  [[nodiscard]] bool holds(int x, int y, int half) const {
    return x - half >= 0 && y - half >= 0 && x + half < width_ && y + half < height_;
  }
  // A square around the place, row by row.
  void read(int x, int y, int half, std::vector<float>& out) const {
    out.clear();
    const float scale = 1.0F / static_cast<float>(grain_ * grain_);
    for (int row = y - half; row <= y + half; ++row) {
      if (grain_ == Survey::kBlockSize) {  // the survey has the sums
        const std::uint16_t* from = survey_.block_row(static_cast<std::size_t>(row));
        for (int column = x - half; column <= x + half; ++column)
          out.push_back(static_cast<float>(from[column]) * scale);
        continue;
      }
      for (int column = x - half; column <= x + half; ++column) {
        int sum = 0;
        for (std::size_t i = 0; i < grain_; ++i) {
          const std::uint8_t* from = plane_.row(static_cast<std::size_t>(row) * grain_ + i) +
                                     static_cast<std::size_t>(column) * grain_;
          for (std::size_t j = 0; j < grain_; ++j) sum += from[j];
        }
        out.push_back(static_cast<float>(sum) * scale);
      }
    }
  }

 private:
  const Plane& plane_;
  const Survey& survey_;
  std::size_t grain_;
  int width_ = 0;
  int height_ = 0;
};

Fit fit(const Disc& disc, const std::vector<float>& values, int side, int middle_x, int middle_y) {
  const float* at = values.data() + middle_y * side + middle_x;
  const float base = *at;
  double sum = 0;
  double squares = 0;
  double with_x = 0;
  double with_y = 0;
  double with_disc = 0;
  for (const Disc::Value& value : disc.values) {
    const float v = at[value.y * side + value.x] - base;
    sum += v;
    squares += v * v;
    with_x += v * static_cast<float>(value.x);
    with_y += v * static_cast<float>(value.y);
    with_disc += v * value.depth;
  }
  const auto count = static_cast<double>(disc.values.size());
  const double left = squares - sum * sum / count - with_x * with_x / disc.along_x -
                      with_y * with_y / disc.along_x + kRounding * count;
  Fit result;
  const double depth = -(with_disc - disc.mean * sum) / disc.energy;
  if (depth <= 0) return result;
  result.explained = depth * depth * disc.energy / left;
  result.depth = depth;
  result.ground = base + sum / count + depth * disc.mean;
  result.slope_x = with_x / disc.along_x;
  result.slope_y = with_y / disc.along_x;
  return result;
}

double deviation(const std::array<double, 8>& values) {
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  return std::sqrt(std::max(0.0, squares / 8 - sum * sum / 64));
}

// Even inside, even outside.
void look_around(const Disc& disc, const Fit& fit, const std::vector<float>& values, int side,
                 int middle_x, int middle_y, Speck& speck) {
  std::array<double, 8> inside{};
  std::array<double, 8> inside_count{};
  std::array<double, 8> outside{};
  std::array<double, 8> outside_count{};
  const float* at = values.data() + middle_y * side + middle_x;
  for (const Disc::Value& value : disc.values) {
    const double left =
        at[value.y * side + value.x] - fit.ground - fit.slope_x * value.x - fit.slope_y * value.y;
    const auto sector = static_cast<std::size_t>(value.sector);
    if (value.around > 1.3F) {
      outside[sector] += left;
      ++outside_count[sector];
    } else if (value.around > 0.2F && value.around < 1.0F) {
      inside[sector] += left;
      ++inside_count[sector];
    }
  }
  for (std::size_t i = 0; i < 8; ++i) {
    inside[i] /= std::max(1.0, inside_count[i]);
    outside[i] /= std::max(1.0, outside_count[i]);
  }
  speck.uneven = deviation(inside) / fit.depth;
  speck.restless = deviation(outside) / fit.depth;
}

double change_of_colour(const Plane& chroma, const Image& image, const Speck& speck) {
  const auto shrink_x = static_cast<double>((image.width() + chroma.width() - 1) / chroma.width());
  const auto shrink_y =
      static_cast<double>((image.height() + chroma.height() - 1) / chroma.height());
  double inside = 0;
  double outside = 0;
  int inside_count = 0;
  int outside_count = 0;
  const double r = speck.radius;
  // 17 x 17 places over the patch.
  for (int j = -8; j <= 8; ++j) {
    for (int i = -8; i <= 8; ++i) {
      const double x = speck.x + i * r / 4;
      const double y = speck.y + j * r / 4;
      if (x < 0 || y < 0) continue;
      const auto column = static_cast<std::size_t>(x / shrink_x);
      const auto row = static_cast<std::size_t>(y / shrink_y);
      if (column >= chroma.width() || row >= chroma.height()) continue;
      const int squared = i * i + j * j;
      if (squared <= 9) {
        inside += chroma.row(row)[column] - 128;
        ++inside_count;
      } else if (squared > 30 && squared <= 64) {
        outside += chroma.row(row)[column] - 128;
        ++outside_count;
      }
    }
  }
  if (inside_count == 0 || outside_count == 0) return 0;
  return std::abs(inside / inside_count - (1 - speck.darker) * outside / outside_count);
}

// From where on a property speaks against dust altogether, and up to where not at all: of the
// specks put into the tuning photos, and of what there is in them without.
struct Doubt {
  double none;
  double full;
};
constexpr Doubt kLikely{0.8, 0.92};
constexpr Doubt kUneven{0.2, 0.1};
constexpr Doubt kRestless{0.15, 0.08};
constexpr Doubt kColoured{0.2, 0.08};
constexpr Doubt kTooDark{0.3, 0.22};
constexpr Doubt kTooFaint{0.012, 0.025};

double ramp(double value, double none, double full) {
  return std::clamp((value - none) / (full - none), 0.0, 1.0);
}

double certainty(const Speck& speck) {
  return ramp(speck.explained, kLikely.none, kLikely.full) *
         ramp(speck.uneven, kUneven.none, kUneven.full) *
         ramp(speck.restless, kRestless.none, kRestless.full) *
         ramp(speck.coloured, kColoured.none, kColoured.full) *
         ramp(speck.darker, kTooDark.none, kTooDark.full) *
         ramp(speck.darker, kTooFaint.none, kTooFaint.full);
}

void look_at(const Image& image, const Survey& survey, const Scale& scale,
             const std::array<Disc, kRadii>& discs, const DarkPlace& place,
             std::vector<float>& values, std::vector<Speck>& specks) {
  const Patch patch(image.luma, survey, scale.grain);
  const auto in_values = [&](std::size_t block) {
    return static_cast<int>((block * Survey::kBlockSize + Survey::kBlockSize / 2) / scale.grain);
  };
  const int x = in_values(place.x);
  const int y = in_values(place.y);
  const int reach = static_cast<int>(scale.around.reach * 2 / scale.grain);  // to and fro
  int half = 0;
  std::size_t fitting = 0;
  for (; fitting < kRadii && patch.holds(x, y, discs[fitting].half + 1); ++fitting)
    half = discs[fitting].half;
  if (fitting == 0) return;
  int room = 1;
  while (room < reach && patch.holds(x, y, half + room + 1)) ++room;
  half += room;
  patch.read(x, y, half, values);
  const int side = 2 * half + 1;
  Fit best;
  std::size_t radius = 0;
  int at_x = half;
  int at_y = half;
  // Every other radius at the place itself, then uphill.
  const auto attempt = [&](std::size_t which, int to_x, int to_y) {
    const int need = discs[which].half;
    if (to_x < need || to_y < need || to_x + need >= side || to_y + need >= side) return false;
    const Fit found = fit(discs[which], values, side, to_x, to_y);
    if (found.explained <= best.explained) return false;
    best = found;
    radius = which;
    at_x = to_x;
    at_y = to_y;
    return true;
  };
  for (std::size_t i = 0; i < fitting; i += 2) attempt(i, half, half);
  if (best.explained < kPromising) return;
  for (int step = 0; step < kSteps; ++step) {
    const int from_x = at_x;
    const int from_y = at_y;
    const std::size_t from = radius;
    bool better = false;
    for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
      better = attempt(from, from_x + dx, from_y + dy) || better;
    if (from > 0) better = attempt(from - 1, at_x, at_y) || better;
    if (from + 1 < fitting) better = attempt(from + 1, at_x, at_y) || better;
    if (!better) break;
  }
  if (best.explained < kSpeck) return;
  Speck speck;
  const auto grain = static_cast<double>(scale.grain);
  speck.x = (x - half + at_x + 0.5) * grain;
  speck.y = (y - half + at_y + 0.5) * grain;
  speck.radius = discs[radius].radius;
  speck.explained = best.explained;
  speck.ground = best.ground;
  speck.darker = best.depth / std::max(1.0, best.ground);
  look_around(discs[radius], best, values, side, at_x, at_y, speck);
  if (!image.grey())
    speck.coloured = std::max(change_of_colour(image.cb, image, speck),
                              change_of_colour(image.cr, image, speck)) /
                     std::max(1.0, best.depth);
  speck.certainty = certainty(speck);
  specks.push_back(speck);
}

}  // namespace

std::vector<Speck> find_specks(const Image& image, const Survey& survey) {
  std::vector<Speck> all;
  std::vector<float> values;
  for (const Scale& scale : kScales) {
    std::array<Disc, kRadii> discs;
    double radius = scale.smallest;
    for (Disc& one : discs) {
      one = disc(radius, scale.grain);
      radius *= kNextRadius;
    }
    for (const DarkPlace& place : dark_places(survey, scale.around))
      look_at(image, survey, scale, discs, place, values, all);
  }
  std::stable_sort(all.begin(), all.end(), [](const Speck& a, const Speck& b) {
    return a.certainty != b.certainty ? a.certainty > b.certainty : a.explained > b.explained;
  });
  std::vector<Speck> specks;
  for (const Speck& one : all) {
    const bool known = std::any_of(specks.begin(), specks.end(), [&](const Speck& other) {
      const double x = one.x - other.x;
      const double y = one.y - other.y;
      const double reach = std::max(one.radius, other.radius);
      return x * x + y * y < reach * reach;
    });
    if (!known) specks.push_back(one);
  }
  return specks;
}

std::optional<Dust> measure_dust(const Image& image, const Survey& survey) {
  if (std::min(image.width(), image.height()) < kSmallest) return std::nullopt;
  Dust dust;
  const std::vector<Speck> specks = find_specks(image, survey);
  for (const Speck& speck : specks) dust.spots += speck.certainty;
  if (specks.empty() || specks.front().certainty <= 0) return dust;
  const Speck& first = specks.front();
  const double reach = kPatch * first.radius;
  const double left = std::max(0.0, first.x - reach);
  const double top = std::max(0.0, first.y - reach);
  dust.region = Region{static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top),
                       static_cast<std::uint32_t>(
                           std::min(static_cast<double>(image.width()), first.x + reach) - left),
                       static_cast<std::uint32_t>(
                           std::min(static_cast<double>(image.height()), first.y + reach) - top)};
  return dust;
}

}  // namespace photosieve
