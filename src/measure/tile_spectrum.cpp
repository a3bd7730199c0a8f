// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/tile_spectrum.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <utility>

namespace photosieve {
namespace {

constexpr std::size_t kSide = TileSpectrum::kSide;
constexpr std::size_t kHalf = kSide / 2 + 1;  // frequencies of a real signal
constexpr std::size_t kHalfLanes = 36;        // of those, filled up to whole vectors
constexpr std::uint8_t kNowhere = 255;  // beyond half a cycle, or a frequency that stands twice

struct Twiddles {
  std::array<float, kSide / 2> cosine;
  std::array<float, kSide / 2> sine;
};

struct Tables {
  std::array<float, kSide> window;
  Twiddles twiddles;
  // Of each frequency (across by down): the place in the flattened power, or kNowhere.
  std::array<std::array<std::uint8_t, kHalfLanes>, kSide> place;
  std::array<float, TileSpectrum::kRings * TileSpectrum::kSectors> share;  // one by their number
};

double signed_frequency(std::size_t i) {
  return (static_cast<double>(i) - (i > kSide / 2 ? static_cast<double>(kSide) : 0.0)) /
         static_cast<double>(kSide);
}

Tables make_tables() {
  Tables tables{};
  constexpr double turn = 2 * std::numbers::pi;
  for (std::size_t i = 0; i < kSide; ++i)
    tables.window[i] =
        static_cast<float>(0.5 - 0.5 * std::cos(turn * static_cast<double>(i) / (kSide - 1)));
  for (std::size_t i = 0; i < kSide / 2; ++i) {
    const double angle = turn * static_cast<double>(i) / kSide;
    tables.twiddles.cosine[i] = static_cast<float>(std::cos(angle));
    tables.twiddles.sine[i] = static_cast<float>(-std::sin(angle));
  }
  std::array<int, TileSpectrum::kRings * TileSpectrum::kSectors> count{};
  for (std::size_t u = 0; u < kSide; ++u) {
    tables.place[u].fill(kNowhere);
    for (std::size_t v = 0; v < kHalf; ++v) {
      const double across = signed_frequency(u);
      const double down = signed_frequency(v);
      const double radius = std::hypot(across, down);
      if (radius > 0.5 || (v == 0 && across < 0)) continue;
      double half_turns = std::atan2(down, across) / std::numbers::pi + 0.5;  // from straight up
      half_turns -= std::floor(half_turns + 1e-9);
      const auto ring = std::min(static_cast<std::size_t>(radius * 2 * TileSpectrum::kRings + 1e-9),
                                 TileSpectrum::kRings - 1);
      const auto sector = static_cast<std::size_t>(half_turns * TileSpectrum::kSectors + 1e-6) %
                          TileSpectrum::kSectors;
      const std::size_t place = ring * TileSpectrum::kSectors + sector;
      tables.place[u][v] = static_cast<std::uint8_t>(place);
      ++count[place];
    }
  }
  for (std::size_t i = 0; i < count.size(); ++i)
    tables.share[i] = count[i] == 0 ? 0.0F : 1.0F / static_cast<float>(count[i]);
  return tables;
}

const Tables& tables() {
  static const Tables made = make_tables();
  return made;
}

template <std::size_t Lanes>
struct Columns {
  alignas(64) std::array<std::array<float, Lanes>, kSide> real;
  alignas(64) std::array<std::array<float, Lanes>, kSide> imaginary;
};

// In place, down each column (decimation in time), all columns at once.
template <std::size_t Lanes>
void transform(Columns<Lanes>& columns, const Twiddles& twiddles) {
  for (std::size_t i = 1, j = 0; i < kSide; ++i) {
    std::size_t bit = kSide / 2;
    for (; (j & bit) != 0; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) {
      std::swap(columns.real[i], columns.real[j]);
      std::swap(columns.imaginary[i], columns.imaginary[j]);
    }
  }
  for (std::size_t half = 1; half < kSide; half *= 2) {
    for (std::size_t start = 0; start < kSide; start += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const float cosine = twiddles.cosine[k * (kSide / 2 / half)];
        const float sine = twiddles.sine[k * (kSide / 2 / half)];
        float* upper_real = columns.real[start + k].data();
        float* upper_imaginary = columns.imaginary[start + k].data();
        float* lower_real = columns.real[start + k + half].data();
        float* lower_imaginary = columns.imaginary[start + k + half].data();
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
          const float real = lower_real[lane] * cosine - lower_imaginary[lane] * sine;
          const float imaginary = lower_real[lane] * sine + lower_imaginary[lane] * cosine;
          lower_real[lane] = upper_real[lane] - real;
          lower_imaginary[lane] = upper_imaginary[lane] - imaginary;
          upper_real[lane] += real;
          upper_imaginary[lane] += imaginary;
        }
      }
    }
  }
}

}  // namespace

double TileSpectrum::band(std::size_t first, std::size_t last, std::size_t sector) const {
  double sum = 0;
  int count = 0;
  for (std::size_t ring = first; ring < last; ++ring) {
    if (tables().share[ring * kSectors + sector] == 0) continue;
    sum += static_cast<double>(power[ring][sector]);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

double TileSpectrum::band(std::size_t first, std::size_t last) const {
  double sum = 0;
  for (std::size_t sector = 0; sector < kSectors; ++sector) sum += band(first, last, sector);
  return sum / kSectors;
}

TileSpectrum tile_spectrum(const PlaneView& luma, std::size_t x, std::size_t y) {
  const Tables& table = tables();
  std::uint32_t sum = 0;
  for (std::size_t row = 0; row < kSide; ++row)
    for (std::size_t column = 0; column < kSide; ++column) sum += luma.row(y + row)[x + column];
  const float mean = static_cast<float>(sum) / (kSide * kSide);

  Columns<kSide> down;
  for (std::size_t row = 0; row < kSide; ++row) {
    const std::uint8_t* from = luma.row(y + row) + x;
    for (std::size_t column = 0; column < kSide; ++column)
      down.real[row][column] =
          (static_cast<float>(from[column]) - mean) * table.window[row] * table.window[column];
    down.imaginary[row].fill(0);
  }
  transform(down, table.twiddles);

  Columns<kHalfLanes> across;
  for (std::size_t column = 0; column < kSide; ++column) {
    across.real[column].fill(0);
    across.imaginary[column].fill(0);
    for (std::size_t v = 0; v < kHalf; ++v) {
      across.real[column][v] = down.real[v][column];
      across.imaginary[column][v] = down.imaginary[v][column];
    }
  }
  transform(across, table.twiddles);

  std::array<float, TileSpectrum::kRings * TileSpectrum::kSectors> sums{};
  for (std::size_t u = 0; u < kSide; ++u) {
    for (std::size_t v = 0; v < kHalf; ++v) {
      const std::uint8_t place = table.place[u][v];
      if (place == kNowhere) continue;
      const float real = across.real[u][v];
      const float imaginary = across.imaginary[u][v];
      sums[place] += real * real + imaginary * imaginary;
    }
  }
  TileSpectrum result;
  for (std::size_t i = 0; i < sums.size(); ++i)
    result.power[i / TileSpectrum::kSectors][i % TileSpectrum::kSectors] = sums[i] * table.share[i];
  return result;
}

}  // namespace photosieve
