// TileSpectrum: how the power of one tile's luma is spread over frequency and direction.
//
// Method   64 x 64 pixels under a Hann window, less their mean, transformed (FFT, radix 2); power
//          is averaged over rings of 1/40 cycle a pixel and sectors of 15 degrees. A place that no
//          frequency falls in has none.
// Units    squared levels, times the window's energy (576): white noise of deviation s has the
//          power 576 s^2 everywhere, rounding to levels 48.
// Threads  pure. Cost: about 50 us.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "model/image.h"

namespace photosieve {

struct TileSpectrum {
  static constexpr std::size_t kSide = 64;
  static constexpr std::size_t kRings = 20;    // ring i: i / 40 to (i + 1) / 40 cycles a pixel
  static constexpr std::size_t kSectors = 12;  // sector i: from 15 i - 90 degrees on, y downwards
  static constexpr double kWindowEnergy = 576;

  std::array<std::array<float, kSectors>, kRings> power{};

  // Mean over [first, last) of the rings, where a frequency falls in.
  [[nodiscard]] double band(std::size_t first, std::size_t last) const;
  [[nodiscard]] double band(std::size_t first, std::size_t last, std::size_t sector) const;
};

// The tile's first pixel is (x, y); it lies inside the plane.
[[nodiscard]] TileSpectrum tile_spectrum(const PlaneView& luma, std::size_t x, std::size_t y);

}  // namespace photosieve
