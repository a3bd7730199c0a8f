// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/tile_spectrum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "measure/test_pictures.h"

namespace photosieve {
namespace {

// A wave of that frequency (cycles a pixel) and direction (degrees, y downwards).
TileSpectrum wave(double frequency, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  const Plane plane = test::plane(70, 70, [&](double x, double y) {
    const double along = x * std::cos(angle) + y * std::sin(angle);
    return 128 + 60 * std::cos(2 * std::numbers::pi * frequency * along);
  });
  return tile_spectrum(plane.view(), 3, 2);
}

TEST(TileSpectrum, AWaveStandsAtItsFrequencyAndDirection) {
  for (const double frequency : {0.11, 0.19, 0.29, 0.41}) {
    for (const double degrees : {-68.0, -37.0, 7.0, 22.0, 82.0, 97.0, 187.0}) {
      SCOPED_TRACE(testing::Message() << frequency << " at " << degrees);
      const TileSpectrum spectrum = wave(frequency, degrees);
      double most = 0;
      std::size_t ring = 0;
      std::size_t sector = 0;
      for (std::size_t i = 0; i < TileSpectrum::kRings; ++i)
        for (std::size_t j = 0; j < TileSpectrum::kSectors; ++j)
          if (spectrum.power[i][j] > most) {
            most = spectrum.power[i][j];
            ring = i;
            sector = j;
          }
      EXPECT_NEAR((static_cast<double>(ring) + 0.5) / 40, frequency, 0.025);
      const double seen = (static_cast<double>(sector) + 0.5) * 15 - 90;
      EXPECT_NEAR(std::remainder(seen - degrees, 180), 0, 12);
    }
  }
}

TEST(TileSpectrum, WhiteNoiseHasTheSamePowerEverywhere) {
  test::Random random(8);
  const Plane plane =
      test::plane(64, 64, [&](double, double) { return 128 + 6 * random.normal(); });
  const TileSpectrum spectrum = tile_spectrum(plane.view(), 0, 0);
  const double expected = 36 * TileSpectrum::kWindowEnergy;
  EXPECT_NEAR(spectrum.band(4, 10), expected, 0.2 * expected);
  EXPECT_NEAR(spectrum.band(14, 20), expected, 0.1 * expected);
  EXPECT_NEAR(spectrum.band(10, 20, 3), expected, 0.4 * expected);
}

TEST(TileSpectrum, APlainTileHasNone) {
  const Plane plane = test::plane(64, 64, [](double, double) { return 77.0; });
  EXPECT_EQ(tile_spectrum(plane.view(), 0, 0).band(0, TileSpectrum::kRings), 0);
}

}  // namespace
}  // namespace photosieve
