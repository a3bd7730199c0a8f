// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/fingerprint.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace photosieve {
namespace {

constexpr std::size_t kSamples = 64;
constexpr std::size_t kFrequencies = 16;
constexpr std::size_t kSmallestSide = 5;
constexpr std::size_t kReducedSide = 512;
constexpr std::size_t kSideForBlocks = 1024;

using Samples = std::array<std::array<float, kSamples>, kSamples>;
using Spectrum = std::array<std::array<float, kFrequencies>, kFrequencies>;

// The weights that one sample gives to the pixels from `first` on.
struct Weights {
  std::size_t first = 0;
  std::vector<float> values;
};

// A box filter's window about a pixel, cut off at the ends, as the published algorithm has it.
struct Window {
  std::size_t first;
  std::size_t last;
};
Window window_about(std::size_t at, std::size_t size, std::size_t length) {
  const std::size_t after = size / 2;
  const std::size_t before = size - 1 - after;
  return {at < before ? 0 : at - before, std::min(length - 1, at + after)};
}

// Two box filters, one after the other, seen from the 64 places that are sampled.
std::vector<Weights> filter_weights(std::size_t length) {
  const std::size_t size = (length + 2 * kSamples - 1) / (2 * kSamples);
  std::vector<Weights> all(kSamples);
  for (std::size_t i = 0; i < kSamples; ++i) {
    const std::size_t at = (2 * i + 1) * length / (2 * kSamples);
    const Window outer = window_about(at, size, length);
    const std::size_t first = window_about(outer.first, size, length).first;
    const std::size_t last = window_about(outer.last, size, length).last;
    all[i].first = first;
    all[i].values.assign(last - first + 1, 0.0F);
    const double outer_share = 1.0 / static_cast<double>(outer.last - outer.first + 1);
    for (std::size_t j = outer.first; j <= outer.last; ++j) {
      const Window inner = window_about(j, size, length);
      const double share = outer_share / static_cast<double>(inner.last - inner.first + 1);
      for (std::size_t k = inner.first; k <= inner.last; ++k)
        all[i].values[k - first] += static_cast<float>(share);
    }
  }
  return all;
}

// The same for a picture that is first reduced to 512 x 512 by area averages, as the published
// tools do with what is larger: the filters' even windows lie half a pixel aside, and that must be
// the same half pixel in a photo and in its smaller copy.
std::vector<Weights> reduced_weights(std::size_t length) {
  const double step = static_cast<double>(length) / kReducedSide;
  std::vector<Weights> all = filter_weights(kReducedSide);
  for (Weights& weights : all) {
    const double begin = static_cast<double>(weights.first) * step;
    const double end = static_cast<double>(weights.first + weights.values.size()) * step;
    Weights spread;
    spread.first = static_cast<std::size_t>(begin);
    const std::size_t after = std::min(length, static_cast<std::size_t>(std::ceil(end)));
    spread.values.assign(after - spread.first, 0.0F);
    for (std::size_t i = 0; i < spread.values.size(); ++i) {
      const auto pixel = static_cast<double>(spread.first + i);
      double sum = 0;
      // The reduced pixels that this one has a part in.
      for (std::size_t j = 0; j < weights.values.size(); ++j) {
        const double left = static_cast<double>(weights.first + j) * step;
        const double overlap = std::min(pixel + 1, left + step) - std::max(pixel, left);
        if (overlap > 0) sum += overlap / step * static_cast<double>(weights.values[j]);
      }
      spread.values[i] = static_cast<float>(sum);
    }
    weights = std::move(spread);
  }
  return all;
}

// `row(y)` gives a pointer to the pixels of row y; `scale` makes levels (0 to 255) of them.
template <class RowOf>
Samples sample(std::size_t width, std::size_t height, bool reduce, float scale, RowOf row_of) {
  const std::vector<Weights> down = reduce ? reduced_weights(height) : filter_weights(height);
  const std::vector<Weights> across = reduce ? reduced_weights(width) : filter_weights(width);
  Samples samples;
  std::vector<float> filtered(width);
  for (std::size_t i = 0; i < kSamples; ++i) {
    std::fill(filtered.begin(), filtered.end(), 0.0F);
    for (std::size_t k = 0; k < down[i].values.size(); ++k) {
      const auto* row = row_of(down[i].first + k);
      const float weight = down[i].values[k];
      float* out = filtered.data();
      for (std::size_t x = 0; x < width; ++x) out[x] += weight * static_cast<float>(row[x]);
    }
    for (std::size_t j = 0; j < kSamples; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < across[j].values.size(); ++k)
        sum += across[j].values[k] * filtered[across[j].first + k];
      samples[i][j] = scale * sum;
    }
  }
  return samples;
}

// Counts marked gradients: each step is cut down to whole percents of the range first.
int quality_of(const Samples& samples) {
  const auto percent = [](float a, float b) {
    return std::abs(static_cast<int>((a - b) * 100.0F / 255.0F));
  };
  int sum = 0;
  for (std::size_t i = 0; i < kSamples; ++i) {
    for (std::size_t j = 0; j < kSamples; ++j) {
      if (i + 1 < kSamples) sum += percent(samples[i][j], samples[i + 1][j]);
      if (j + 1 < kSamples) sum += percent(samples[i][j], samples[i][j + 1]);
    }
  }
  return std::min(100, sum / 90);
}

using Basis = std::array<std::array<float, kSamples>, kFrequencies>;

// Frequencies 1 to 16 of the DCT over 64 samples.
Basis make_basis() {
  Basis basis;
  const double scale = std::sqrt(2.0 / kSamples);
  for (std::size_t i = 0; i < kFrequencies; ++i)
    for (std::size_t j = 0; j < kSamples; ++j)
      basis[i][j] =
          static_cast<float>(scale * std::cos(std::numbers::pi / 2.0 / kSamples *
                                              static_cast<double>((i + 1) * (2 * j + 1))));
  return basis;
}

Spectrum transform(const Samples& samples) {
  static const Basis basis = make_basis();
  std::array<std::array<float, kSamples>, kFrequencies> half{};
  for (std::size_t i = 0; i < kFrequencies; ++i)
    for (std::size_t k = 0; k < kSamples; ++k)
      for (std::size_t j = 0; j < kSamples; ++j) half[i][j] += basis[i][k] * samples[k][j];
  Spectrum spectrum{};
  for (std::size_t i = 0; i < kFrequencies; ++i)
    for (std::size_t j = 0; j < kFrequencies; ++j)
      for (std::size_t k = 0; k < kSamples; ++k) spectrum[i][j] += half[i][k] * basis[j][k];
  return spectrum;
}

PdqHash bits_of(const Spectrum& spectrum) {
  std::array<float, kFrequencies * kFrequencies> all;
  for (std::size_t i = 0; i < kFrequencies; ++i)
    std::copy(spectrum[i].begin(), spectrum[i].end(), all.begin() + i * kFrequencies);
  const auto middle = all.begin() + all.size() / 2 - 1;  // the lower of the two medians
  std::nth_element(all.begin(), middle, all.end());
  PdqHash hash{};
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kFrequencies; ++j) {
      const std::size_t bit = i * kFrequencies + j;
      if (spectrum[i][j] > *middle) hash[3 - bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
  }
  return hash;
}

// Turning and mirroring a picture transposes its spectrum and turns the sign of odd frequencies.
// Index 0 is frequency 1, so the even indices are the odd frequencies.
struct Turn {
  bool transpose;
  bool negate_rows;     // of the result
  bool negate_columns;  // of the result
};
constexpr std::array<Turn, 8> kTurns{{
    {false, false, false},  // as it is
    {true, true, false},    // turned 90 degrees anticlockwise
    {false, true, true},    // turned 180 degrees
    {true, false, true},    // turned 270 degrees anticlockwise
    {false, true, false},   // mirrored about the x axis: top and bottom change places
    {false, false, true},   // mirrored about the y axis: left and right change places
    {true, false, false},   // mirrored about the main diagonal
    {true, true, true},     // mirrored about the other diagonal
}};

Spectrum turned(const Spectrum& spectrum, const Turn& turn) {
  Spectrum result;
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kFrequencies; ++j) {
      const float value = turn.transpose ? spectrum[j][i] : spectrum[i][j];
      const bool negate = (turn.negate_rows && i % 2 == 0) != (turn.negate_columns && j % 2 == 0);
      result[i][j] = negate ? -value : value;
    }
  }
  return result;
}

}  // namespace

std::optional<Fingerprint> fingerprint(const PlaneView& luma, const Survey& survey) {
  if (std::min(luma.width, luma.height) < kSmallestSide) return std::nullopt;
  const bool reduce = std::max(luma.width, luma.height) > kReducedSide;
  const Samples samples =
      std::min(luma.width, luma.height) >= kSideForBlocks
          ? sample(survey.blocks_across, survey.blocks_down, reduce, 1.0F / Survey::kBlockPixels,
                   [&](std::size_t y) { return survey.block_row(y); })
          : sample(luma.width, luma.height, reduce, 1.0F,
                   [&](std::size_t y) { return luma.row(y); });
  const Spectrum spectrum = transform(samples);
  Fingerprint result;
  result.quality = quality_of(samples);
  for (std::size_t i = 0; i < kTurns.size(); ++i)
    result.variants[i] = bits_of(turned(spectrum, kTurns[i]));
  return result;
}

int distance(const PdqHash& a, const PdqHash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(a[i] ^ b[i]);
  return bits;
}

}  // namespace photosieve
