// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fringing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace photosieve {
namespace {

// One tile in 6, so that the cost does not stand out in a small photo.
constexpr std::size_t kTilesOfOneLookedAt = 6;
constexpr std::size_t kMostTiles = 240;
constexpr std::size_t kFewestLookedAt = 60;
constexpr std::size_t kFewestTiles = 20;
// The standard error may be so many pixels, or such a share of the value.
constexpr double kMostUnsure = 0.3;
constexpr double kMostUnsureShare = 0.1;

// A tile at half the size: one value of 2 x 2 pixels.
constexpr std::size_t kSize = Survey::kTileSize / 2;
constexpr double kScale = 2;
using Patch = std::array<float, kSize * kSize>;

// Near black and white, channels are cut off, each elsewhere.
constexpr float kDarkest = 8;
constexpr float kBrightest = 247;
constexpr int kFewestPixels = 300;
constexpr double kLeastEnergy = 4;  // mean squared slope, levels a half-size pixel
constexpr double kLeastGain = 0.2;  // a colour that hardly follows luma has no edges to speak of
constexpr double kRounding = 0.25;  // variance that values have from being whole numbers
constexpr double kRidge = 1e-3;     // squared slope below which an edge tells nothing
constexpr double kMostInformation = 400;  // of one tile: a twentieth of a pixel
constexpr double kShiftIsSmall = 25;  // information that says the photo is not shifted as a whole
constexpr int kRounds = 12;
constexpr double kFar = 1.5;  // deviations from which on a tile counts less

using Vector = std::array<double, 2>;
// Symmetric, 2 x 2.
struct Matrix {
  double xx = 0;
  double xy = 0;
  double yy = 0;
};

// How a colour lies against luma in a tile.
struct Displaced {
  std::size_t tile = 0;
  Vector at{};   // from the middle, in half diagonals
  Vector by{};   // pixels of the photo
  Matrix known;  // information: inverse of its covariance
  double counts = 1;
};

// How many pixels of luma a sample of a chroma plane covers; 0: not 1 or 2.
std::size_t covered(std::size_t luma, std::size_t chroma) {
  if (chroma == luma) return 1;
  return chroma == (luma + 1) / 2 ? 2 : 0;
}

// The means of 2 x 2 pixels of luma, of a plane that has a sample for each `x_step` x `y_step`.
void fill(Patch& out, const Plane& plane, std::size_t x, std::size_t y, std::size_t x_step,
          std::size_t y_step) {
  for (std::size_t row = 0; row < kSize; ++row) {
    const std::uint8_t* first = plane.row((y + 2 * row) / y_step) + x / x_step;
    const std::uint8_t* second = plane.row((y + 2 * row + 1) / y_step) + x / x_step;
    for (std::size_t column = 0; column < kSize; ++column) {
      const std::size_t a = x_step == 2 ? column : 2 * column;
      const std::size_t b = x_step == 2 ? column : 2 * column + 1;
      out[row * kSize + column] =
          static_cast<float>(first[a] + first[b] + second[a] + second[b]) / 4;
    }
  }
}

// 1 2 1 both ways; the outermost values stay as they are and are not used.
void smooth(Patch& patch) {
  Patch across = patch;
  for (std::size_t i = 1; i + 1 < patch.size(); ++i)
    across[i] = (patch[i - 1] + 2 * patch[i] + patch[i + 1]) / 4;
  for (std::size_t i = kSize; i + kSize < patch.size(); ++i)
    patch[i] = (across[i - kSize] + 2 * across[i] + across[i + kSize]) / 4;
}

// Luma, its slopes, red less luma and blue less luma: sums of products over a tile.
constexpr std::size_t kValues = 5;
struct Moments {
  std::array<std::array<double, kValues>, kValues> products{};  // of values less their means
  double count = 0;
};

Moments moments_of(const Patch& luma, const Patch& red, const Patch& blue) {
  std::array<float, kValues> sums{};
  std::array<std::array<float, kValues>, kValues> products{};
  int count = 0;
  for (std::size_t y = 2; y + 2 < kSize; ++y) {
    for (std::size_t x = 2; x + 2 < kSize; ++x) {
      const std::size_t i = y * kSize + x;
      const float level = luma[i];
      if (level < kDarkest || level > kBrightest) continue;
      // About the middle of their range, so that single precision is enough.
      const std::array<float, kValues> values{level - 128, (luma[i + 1] - luma[i - 1]) / 2,
                                              (luma[i + kSize] - luma[i - kSize]) / 2, red[i] - 128,
                                              blue[i] - 128};
      for (std::size_t a = 0; a < kValues; ++a) {
        sums[a] += values[a];
        for (std::size_t b = a; b < kValues; ++b) products[a][b] += values[a] * values[b];
      }
      ++count;
    }
  }
  Moments result;
  result.count = count;
  if (count == 0) return result;
  for (std::size_t a = 0; a < kValues; ++a)
    for (std::size_t b = a; b < kValues; ++b)
      result.products[a][b] = result.products[b][a] =
          static_cast<double>(products[a][b]) -
          static_cast<double>(sums[a]) * static_cast<double>(sums[b]) / count;
  return result;
}

// By least squares, a colour less luma is b * luma + c * slope: it is luma with the gain 1 + b,
// displaced by c / gain. Nothing where the colour hardly follows luma.
std::optional<Displaced> displaced(const Moments& moments, std::size_t which, double factor) {
  const auto& m = moments.products;
  // Slopes without what luma says of them.
  const double of_luma = m[0][0] + kRidge * moments.count;
  const Matrix slopes{m[1][1] - m[0][1] * m[0][1] / of_luma, m[1][2] - m[0][1] * m[0][2] / of_luma,
                      m[2][2] - m[0][2] * m[0][2] / of_luma};
  const double xx = slopes.xx + kRidge * moments.count;
  const double yy = slopes.yy + kRidge * moments.count;
  const double x = m[1][which] - m[0][1] * m[0][which] / of_luma;
  const double y = m[2][which] - m[0][2] * m[0][which] / of_luma;
  const double determinant = xx * yy - slopes.xy * slopes.xy;
  const Vector slope{(yy * x - slopes.xy * y) / determinant,
                     (xx * y - slopes.xy * x) / determinant};
  const double level = (m[0][which] - slope[0] * m[0][1] - slope[1] * m[0][2]) / of_luma;
  const double gain = 1 + factor * level;
  if (gain < kLeastGain) return std::nullopt;
  const double left =
      m[which][which] - level * m[0][which] - slope[0] * m[1][which] - slope[1] * m[2][which];
  const double misfit =
      (factor * factor * std::max(0.0, left) / moments.count + kRounding) / (gain * gain);
  Displaced result;
  for (std::size_t i = 0; i < 2; ++i) result.by[i] = kScale * factor * slope[i] / gain;
  const double sure = 1 / (kScale * kScale * misfit);
  const double all = sure * (slopes.xx + slopes.yy);
  if (!(all > 0)) return std::nullopt;
  const double known = sure * std::min(1.0, kMostInformation / all);
  result.known = {known * slopes.xx, known * slopes.xy, known * slopes.yy};
  return result;
}

std::vector<std::size_t> strongest(const Survey& survey) {
  std::vector<std::size_t> order(survey.tiles.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto energy = [&](std::size_t i) {
    return survey.tiles[i].detail.across + survey.tiles[i].detail.down;
  };
  const std::size_t count = std::min(
      order.size(), std::clamp(order.size() / kTilesOfOneLookedAt, kFewestLookedAt, kMostTiles));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return energy(a) != energy(b) ? energy(a) > energy(b) : a < b;
                    });
  order.resize(count);
  return order;
}

// What the strongest tiles say of each colour.
struct Seen {
  std::vector<Displaced> red;
  std::vector<Displaced> blue;
};

void look_at(const Image& image, const Survey& survey, std::size_t index, std::size_t x_step,
             std::size_t y_step, Seen& seen) {
  // Tiles begin at odd places, chroma at even ones.
  const std::size_t left = survey.tiles[index].x - 1;
  const std::size_t top = survey.tiles[index].y - 1;
  Patch luma{};
  Patch red{};
  Patch blue{};
  fill(luma, image.luma, left, top, 1, 1);
  fill(red, image.cr, left, top, x_step, y_step);
  fill(blue, image.cb, left, top, x_step, y_step);
  for (Patch* patch : {&luma, &red, &blue}) smooth(*patch);
  const Moments moments = moments_of(luma, red, blue);
  const auto& m = moments.products;
  if (moments.count < kFewestPixels || m[1][1] + m[2][2] < kLeastEnergy * moments.count) return;
  const auto width = static_cast<double>(image.width());
  const auto height = static_cast<double>(image.height());
  const double radius = std::hypot(width, height) / 2;
  constexpr double kHalfTile = Survey::kTileSize / 2.0;
  const Vector at{(static_cast<double>(left) + kHalfTile - width / 2) / radius,
                  (static_cast<double>(top) + kHalfTile - height / 2) / radius};
  const auto add = [&](std::optional<Displaced> one, std::vector<Displaced>& to) {
    if (!one) return;
    one->tile = index;
    one->at = at;
    to.push_back(*one);
  };
  add(displaced(moments, 3, 1.402), seen.red);  // ITU-R BT.601
  add(displaced(moments, 4, 1.772), seen.blue);
}

Vector times(const Matrix& m, const Vector& v) {
  return {m.xx * v[0] + m.xy * v[1], m.xy * v[0] + m.yy * v[1]};
}

double dot(const Vector& a, const Vector& b) {
  return a[0] * b[0] + a[1] * b[1];
}

struct Fit {
  double growth = 0;  // pixels apart at the end of the half diagonal
  Vector shift{};
  double unsure = 0;  // of growth, for displacements as sure as they say
};

// Weighted least squares of growth and shift; growth is solved for with the shift eliminated.
Fit fitted(const std::vector<Displaced>& all) {
  Matrix shifts{kShiftIsSmall, 0, kShiftIsSmall};
  Vector of_shifts{};
  Vector mixed{};
  double growths = 1e-6;
  double of_growth = 0;
  for (const Displaced& one : all) {
    const Matrix known{one.counts * one.known.xx, one.counts * one.known.xy,
                       one.counts * one.known.yy};
    const Vector along = times(known, one.at);
    const Vector told = times(known, one.by);
    growths += dot(one.at, along);
    of_growth += dot(one.at, told);
    for (std::size_t i = 0; i < 2; ++i) {
      mixed[i] += along[i];
      of_shifts[i] += told[i];
    }
    shifts.xx += known.xx;
    shifts.xy += known.xy;
    shifts.yy += known.yy;
  }
  const double determinant = shifts.xx * shifts.yy - shifts.xy * shifts.xy;
  const Matrix inverse{shifts.yy / determinant, -shifts.xy / determinant, shifts.xx / determinant};
  const double left = growths - dot(mixed, times(inverse, mixed));
  Fit fit;
  fit.growth = (of_growth - dot(mixed, times(inverse, of_shifts))) / left;
  fit.shift =
      times(inverse, {of_shifts[0] - fit.growth * mixed[0], of_shifts[1] - fit.growth * mixed[1]});
  fit.unsure = 1 / std::sqrt(left);
  return fit;
}

// How many deviations each displacement lies from what the fit says.
std::vector<double> misses_of(const std::vector<Displaced>& all, const Fit& fit) {
  std::vector<double> misses;
  misses.reserve(all.size());
  for (const Displaced& one : all) {
    const Vector off{one.by[0] - fit.growth * one.at[0] - fit.shift[0],
                     one.by[1] - fit.growth * one.at[1] - fit.shift[1]};
    misses.push_back(std::sqrt(std::max(0.0, dot(off, times(one.known, off)))));
  }
  return misses;
}

double middle_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The growth of a colour against luma, letting go of tiles that do not agree; nothing where it is
// not sure. Leaves in `all` how much each tile counts.
std::optional<double> growth_of(std::vector<Displaced>& all) {
  if (all.size() < kFewestTiles) return std::nullopt;
  Fit fit;
  double deviation = 1;
  for (int round = 0; round < kRounds; ++round) {
    fit = fitted(all);
    const std::vector<double> misses = misses_of(all, fit);
    // The middle of the length of a normal vector in the plane is 1.18 deviations.
    deviation = middle_of(misses) / 1.18 + 1e-9;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double far = misses[i] / (kFar * deviation);
      all[i].counts = 1 / (1 + far * far);
    }
  }
  const double most = std::max(kMostUnsure, kMostUnsureShare * std::abs(fit.growth));
  if (fit.unsure * std::max(1.0, deviation) > most) return std::nullopt;
  return fit.growth;
}

// Between the two of red, green and blue that lie farthest apart. Luma lies where its parts do
// together; of a colour alone it is known how far from luma it lies, which is less.
std::optional<double> apart(std::optional<double> red, std::optional<double> blue) {
  if (!red && !blue) return std::nullopt;
  if (!red || !blue) return std::abs(red ? *red : *blue);
  const double green = -(0.299 * *red + 0.114 * *blue) / 0.587;
  const auto [least, most] = std::minmax({*red, green, *blue});
  return most - least;
}

}  // namespace

std::optional<Fringing> measure_fringing(const Image& image, const Survey& survey) {
  if (image.grey() || !image.cr.valid()) return std::nullopt;
  const std::size_t x_step = covered(image.width(), image.cb.width());
  const std::size_t y_step = covered(image.height(), image.cb.height());
  if (x_step == 0 || y_step == 0) return std::nullopt;
  Seen seen;
  for (const std::size_t index : strongest(survey))
    look_at(image, survey, index, x_step, y_step, seen);
  const std::optional<double> red = growth_of(seen.red);
  const std::optional<double> blue = growth_of(seen.blue);
  const std::optional<double> pixels = apart(red, blue);
  if (!pixels) return std::nullopt;
  const auto tells = [](const Displaced& one) {
    return one.counts * dot(one.at, times(one.known, one.at));
  };
  const std::vector<Displaced>& all = red ? seen.red : seen.blue;
  const auto most = std::max_element(
      all.begin(), all.end(), [&](const auto& a, const auto& b) { return tells(a) < tells(b); });
  const Tile& tile = survey.tiles[most->tile];
  return Fringing{*pixels, {tile.x, tile.y, Survey::kTileSize, Survey::kTileSize}};
}

}  // namespace photosieve
