// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/local_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numbers>

#include "measure/descriptor_pairs.h"
#include "measure/scale_space.h"

namespace photosieve {
namespace {

constexpr std::size_t kSmallestSide = 32;
constexpr std::size_t kLongestShape = 16;
constexpr double kArea = 65536;
constexpr std::size_t kOctaves = 4;
constexpr float kLeastContrast = 0.2F;  // levels, of a difference of Gaussians
constexpr float kMostEdge = 12.0F;      // ratio of the curvatures; an edge has more
constexpr std::size_t kMostCandidates = 600;
constexpr float kStronger = 1.2F;  // only what is so much stronger pushes a place aside
constexpr std::size_t kDirections = 36;
constexpr float kDirectionSigma = 1.5F;   // of the weights, in sizes of the place
constexpr float kDirectionRadius = 2.5F;  // of what is looked at, in the weights' sigmas

struct Candidate {
  float x, y;   // pixels of the reduced picture
  float sigma;  // of the same
  float strength;
  float radius = std::numeric_limits<float>::max();  // to the nearest that is stronger
  std::size_t octave, level;
};

// The part that each reduced pixel takes of each pixel along one side.
struct Shares {
  std::size_t first = 0;
  std::vector<float> values;
};
std::vector<Shares> shares_of(std::size_t length, std::size_t reduced) {
  const double step = static_cast<double>(length) / static_cast<double>(reduced);
  std::vector<Shares> all(reduced);
  for (std::size_t i = 0; i < reduced; ++i) {
    const double begin = static_cast<double>(i) * step;
    const double end = begin + step;
    all[i].first = std::min(static_cast<std::size_t>(begin), length - 1);
    const auto after = std::min(length, static_cast<std::size_t>(std::ceil(end)));
    for (std::size_t j = all[i].first; j < after; ++j) {
      const double overlap =
          std::min(end, static_cast<double>(j + 1)) - std::max(begin, static_cast<double>(j));
      all[i].values.push_back(static_cast<float>(std::max(0.0, overlap) / step));
    }
  }
  return all;
}

template <class RowOf>
FloatPlane reduced(std::size_t width, std::size_t height, std::size_t to_width,
                   std::size_t to_height, float scale, RowOf row_of) {
  const std::vector<Shares> down = shares_of(height, to_height);
  const std::vector<Shares> across = shares_of(width, to_width);
  FloatPlane result(to_width, to_height);
  std::vector<float> sums(width);
  for (std::size_t y = 0; y < to_height; ++y) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (std::size_t k = 0; k < down[y].values.size(); ++k) {
      const auto* row = row_of(down[y].first + k);
      const float share = scale * down[y].values[k];
      for (std::size_t x = 0; x < width; ++x) sums[x] += share * static_cast<float>(row[x]);
    }
    for (std::size_t x = 0; x < to_width; ++x) {
      float sum = 0;
      for (std::size_t k = 0; k < across[x].values.size(); ++k)
        sum += across[x].values[k] * sums[across[x].first + k];
      result.row(y)[x] = sum;
    }
  }
  return result;
}

FloatPlane reduced_luma(const PlaneView& luma, const Survey& survey) {
  const auto wide = static_cast<double>(luma.width);
  const auto high = static_cast<double>(luma.height);
  const double factor = std::sqrt(kArea / (wide * high));
  const auto width = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(wide * factor)));
  const auto height =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(high * factor)));
  if (survey.blocks_across >= 2 * width && survey.blocks_down >= 2 * height)
    return reduced(survey.blocks_across, survey.blocks_down, width, height,
                   1.0F / Survey::kBlockPixels, [&](std::size_t y) { return survey.block_row(y); });
  return reduced(luma.width, luma.height, width, height, 1.0F,
                 [&](std::size_t y) { return luma.row(y); });
}

// Differences of neighbouring levels of an octave.
std::vector<FloatPlane> differences(const ScaleSpace::Octave& octave) {
  std::vector<FloatPlane> result;
  for (std::size_t i = 0; i + 1 < octave.size(); ++i) {
    FloatPlane plane(octave[i].width, octave[i].height);
    for (std::size_t k = 0; k < plane.values.size(); ++k)
      plane.values[k] = octave[i + 1].values[k] - octave[i].values[k];
    result.push_back(std::move(plane));
  }
  return result;
}

// Above or below all its neighbours in place and scale.
bool is_extremum(const std::vector<FloatPlane>& planes, std::size_t level, std::size_t x,
                 std::size_t y) {
  const float value = planes[level].at(x, y);
  const float sign = value > 0 ? 1.0F : -1.0F;
  for (std::size_t l = level - 1; l <= level + 1; ++l) {
    for (std::size_t v = y - 1; v <= y + 1; ++v) {
      const float* row = planes[l].row(v) + x - 1;
      for (std::size_t u = 0; u < 3; ++u)
        if (sign * row[u] >= sign * value && !(l == level && v == y && u == 1)) return false;
    }
  }
  return true;
}

// Marks what has contrast enough and lies above or below its four neighbours: all that is worth a
// closer look. A row at a time without branches, which the compiler turns into vectors.
void mark_peaks(const FloatPlane& plane, std::size_t y, std::vector<std::uint32_t>& marks) {
  const float* above = plane.row(y - 1);
  const float* row = plane.row(y);
  const float* below = plane.row(y + 1);
  std::uint32_t* out = marks.data();
  for (std::size_t x = 1; x + 1 < plane.width; ++x) {
    const float most = std::max(std::max(above[x], below[x]), std::max(row[x - 1], row[x + 1]));
    const float least = std::min(std::min(above[x], below[x]), std::min(row[x - 1], row[x + 1]));
    const bool peak = (row[x] > most) & (row[x] >= kLeastContrast);
    const bool pit = (row[x] < least) & (row[x] <= -kLeastContrast);
    out[x] = static_cast<std::uint32_t>(peak | pit);
  }
}

bool is_edge(const FloatPlane& plane, std::size_t x, std::size_t y) {
  const float twice = 2 * plane.at(x, y);
  const float xx = plane.at(x + 1, y) + plane.at(x - 1, y) - twice;
  const float yy = plane.at(x, y + 1) + plane.at(x, y - 1) - twice;
  const float xy = 0.25F * (plane.at(x + 1, y + 1) + plane.at(x - 1, y - 1) -
                            plane.at(x + 1, y - 1) - plane.at(x - 1, y + 1));
  const float trace = xx + yy;
  const float det = xx * yy - xy * xy;
  return det <= 0 || trace * trace * kMostEdge >= (kMostEdge + 1) * (kMostEdge + 1) * det;
}

// Where the parabola through three values has its top, at most half a step away.
float top_of(float before, float at, float after) {
  const float bend = before + after - 2 * at;
  return bend == 0 ? 0.0F : std::clamp(0.5F * (before - after) / bend, -0.5F, 0.5F);
}

void find_extrema(const ScaleSpace::Octave& octave, std::size_t number,
                  std::vector<Candidate>& found) {
  const std::vector<FloatPlane> planes = differences(octave);
  const auto scale = static_cast<float>(std::size_t{1} << number);
  std::vector<std::uint32_t> marks(octave[0].width);
  for (std::size_t level = 1; level + 1 < planes.size(); ++level) {
    const FloatPlane& plane = planes[level];
    for (std::size_t y = 1; y + 1 < plane.height; ++y) {
      mark_peaks(plane, y, marks);
      for (std::size_t x = 1; x + 1 < plane.width; ++x) {
        if (marks[x] == 0 || !is_extremum(planes, level, x, y) || is_edge(plane, x, y)) continue;
        const float value = plane.at(x, y);
        const float right = top_of(plane.at(x - 1, y), value, plane.at(x + 1, y));
        const float below = top_of(plane.at(x, y - 1), value, plane.at(x, y + 1));
        const float more = top_of(planes[level - 1].at(x, y), value, planes[level + 1].at(x, y));
        Candidate one;
        one.x = scale * (static_cast<float>(x) + right);
        one.y = scale * (static_cast<float>(y) + below);
        one.sigma =
            scale * ScaleSpace::kFirstSigma *
            std::exp2((static_cast<float>(level) + more) / static_cast<float>(ScaleSpace::kSteps));
        one.strength = std::abs(value);
        one.octave = number;
        one.level = level;
        found.push_back(one);
      }
    }
  }
}

// The strongest, spread over the picture.
std::vector<Candidate> chosen(std::vector<Candidate> found) {
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    if (a.strength != b.strength) return a.strength > b.strength;
    return a.y != b.y ? a.y < b.y : a.x < b.x;
  });
  if (found.size() > kMostCandidates) found.resize(kMostCandidates);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t j = 0; j < i && found[j].strength > kStronger * found[i].strength; ++j) {
      const float dx = found[i].x - found[j].x;
      const float dy = found[i].y - found[j].y;
      found[i].radius = std::min(found[i].radius, dx * dx + dy * dy);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.radius > b.radius; });
  if (found.size() > LocalFeatures::kMost) found.resize(LocalFeatures::kMost);
  return found;
}

// The angle of (x, y) in turns, 0 to 1, to 0.0001 turns.
float turns_of(float x, float y) {
  const float across = std::abs(x);
  const float down = std::abs(y);
  const float most = std::max(across, down);
  if (most == 0) return 0;
  const float ratio = std::min(across, down) / most;
  const float square = ratio * ratio;
  // An odd polynomial for the arc tangent of 0 to 1, in radians.
  const float radians =
      ratio + ratio * square * (square * (0.15931422F - 0.0464964749F * square) - 0.327622764F);
  float turns = radians / (2 * std::numbers::pi_v<float>);
  if (down > across) turns = 0.25F - turns;
  if (x < 0) turns = 0.5F - turns;
  return y < 0 ? 1 - turns : turns;
}

// Gaussian weights around `centre` for whole places from `first` on.
std::vector<float> weights_about(float centre, float sigma, int first, int last) {
  std::vector<float> weights;
  for (int i = first; i <= last; ++i) {
    const float off = (static_cast<float>(i) - centre) / sigma;
    weights.push_back(std::exp(-0.5F * off * off));
  }
  return weights;
}

// In turns, 0 to 1, of the strongest direction of change around a place.
float direction_of(const ScaleSpace& space, const Candidate& place) {
  const FloatPlane& plane = space.octaves()[place.octave][place.level];
  const auto scale = static_cast<float>(std::size_t{1} << place.octave);
  const float x = place.x / scale;
  const float y = place.y / scale;
  const float sigma = kDirectionSigma * place.sigma / scale;
  const auto radius = static_cast<int>(std::ceil(kDirectionRadius * sigma));
  const auto at_x = static_cast<int>(std::lround(x));
  const auto at_y = static_cast<int>(std::lround(y));
  const int left = std::max(1, at_x - radius);
  const int right = std::min(static_cast<int>(plane.width) - 2, at_x + radius);
  const int top = std::max(1, at_y - radius);
  const int bottom = std::min(static_cast<int>(plane.height) - 2, at_y + radius);
  const std::vector<float> across = weights_about(x, sigma, left, right);
  const std::vector<float> down = weights_about(y, sigma, top, bottom);
  std::array<float, kDirections> bins{};
  for (int v = top; v <= bottom; ++v) {
    const auto at = static_cast<std::size_t>(v);
    const float* row = plane.row(at);
    const float* above = plane.row(at - 1);
    const float* below = plane.row(at + 1);
    for (int u = left; u <= right; ++u) {
      const float gx = row[u + 1] - row[u - 1];
      const float gy = below[u] - above[u];
      const float bin = turns_of(gx, gy) * kDirections;
      const auto low = static_cast<std::size_t>(bin) % kDirections;
      const float part = bin - std::floor(bin);
      const float amount = across[static_cast<std::size_t>(u - left)] *
                           down[static_cast<std::size_t>(v - top)] * std::sqrt(gx * gx + gy * gy);
      bins[low] += amount * (1 - part);
      bins[(low + 1) % kDirections] += amount * part;
    }
  }
  for (int pass = 0; pass < 2; ++pass) {
    const std::array<float, kDirections> before = bins;
    for (std::size_t i = 0; i < kDirections; ++i)
      bins[i] = (before[(i + kDirections - 1) % kDirections] + 2 * before[i] +
                 before[(i + 1) % kDirections]) /
                4;
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(bins.begin(), bins.end()) - bins.begin());
  const float more = top_of(bins[(best + kDirections - 1) % kDirections], bins[best],
                            bins[(best + 1) % kDirections]);
  const float turns = (static_cast<float>(best) + more) / kDirections;
  return turns - std::floor(turns);
}

std::array<std::uint64_t, 2> bits_of(const ScaleSpace& space, const Candidate& place, float turns) {
  const float angle = turns * 2 * std::numbers::pi_v<float>;
  const float cosine = std::cos(angle);
  const float sine = std::sin(angle);
  std::array<float, kSamplePoints.size()> samples;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const SamplePoint& point = kSamplePoints[i];
    const float x = place.sigma * (cosine * point.x - sine * point.y);
    const float y = place.sigma * (sine * point.x + cosine * point.y);
    samples[i] = space.value(place.x + x, place.y + y, place.sigma * point.blur);
  }
  std::array<std::uint64_t, 2> bits{};
  for (std::size_t i = 0; i < kDescriptorPairs.size(); ++i) {
    const SamplePair pair = kDescriptorPairs[i];
    if (samples[pair.first] > samples[pair.second]) bits[0] |= std::uint64_t{1} << i;
    if (samples[mirrored_point(pair.first)] > samples[mirrored_point(pair.second)])
      bits[1] |= std::uint64_t{1} << i;
  }
  return bits;
}

std::uint16_t units(float points, std::uint16_t most) {
  const float value = std::round(points * LocalFeatures::kUnitsAPoint);
  return static_cast<std::uint16_t>(std::clamp(value, 0.0F, static_cast<float>(most)));
}

LocalFeature described(const ScaleSpace& space, const Candidate& place,
                       const LocalFeatures& photo) {
  LocalFeature result;
  // Pixel centres lie half a pixel from the corner.
  result.x = units(place.x + 0.5F, photo.width);
  result.y = units(place.y + 0.5F, photo.height);
  result.size =
      static_cast<std::uint8_t>(std::clamp(std::round(16 * std::log2(place.sigma)), 0.0F, 255.0F));
  const float turns = direction_of(space, place);
  result.angle = static_cast<std::uint8_t>(static_cast<int>(std::lround(turns * 256)) % 256);
  result.bits = bits_of(space, place, turns);
  return result;
}

}  // namespace

std::optional<LocalFeatures> measure_local_features(const PlaneView& luma, const Survey& survey) {
  const std::size_t small = std::min(luma.width, luma.height);
  const std::size_t large = std::max(luma.width, luma.height);
  if (small < kSmallestSide || large > kLongestShape * small) return std::nullopt;
  const FloatPlane picture = reduced_luma(luma, survey);
  LocalFeatures result;
  result.width = static_cast<std::uint16_t>(picture.width * LocalFeatures::kUnitsAPoint);
  result.height = static_cast<std::uint16_t>(picture.height * LocalFeatures::kUnitsAPoint);
  const FloatPlane sketch =
      reduced(picture.width, picture.height, LocalFeatures::kSketchSide, LocalFeatures::kSketchSide,
              1.0F, [&](std::size_t y) { return picture.row(y); });
  for (std::size_t i = 0; i < result.sketch.size(); ++i)
    result.sketch[i] =
        static_cast<std::uint8_t>(std::clamp(std::round(sketch.values[i]), 0.0F, 255.0F));
  const ScaleSpace space(picture, kOctaves);
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < space.octaves().size(); ++i)
    find_extrema(space.octaves()[i], i, found);
  for (const Candidate& place : chosen(std::move(found)))
    result.places.push_back(described(space, place, result));
  return result;
}

}  // namespace photosieve
