// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/jpeg_quality.h"

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

using Table = std::array<std::uint16_t, 64>;

// ITU-T T.81, tables K.1 and K.2, row by row.
constexpr Table kLuma{16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                      14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                      18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                      49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr Table kChroma{17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
                        24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

// The entry at a quality, as libjpeg computes it (8-bit tables).
int scaled(int entry, int quality) {
  const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return std::clamp((entry * percent + 50) / 100, 1, 255);
}

double squared_difference(const Table& table, const Table& standard, int quality) {
  double sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto expected = static_cast<double>(scaled(standard[i], quality));
    const double difference = (static_cast<double>(table[i]) - expected) / expected;
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

std::optional<JpegQuality> measure_jpeg_quality(const JpegTables& tables) {
  if (!tables.luma) return std::nullopt;
  const double entries = tables.chroma ? 128.0 : 64.0;
  JpegQuality best;
  double least = 0;
  for (int quality = 1; quality <= 100; ++quality) {
    double sum = squared_difference(*tables.luma, kLuma, quality);
    if (tables.chroma) sum += squared_difference(*tables.chroma, kChroma, quality);
    // Of two that are equally near (all entries at their end of the range) the higher one.
    if (best.quality == 0 || sum <= least) {
      best.quality = quality;
      least = sum;
    }
  }
  best.residual_percent = 100.0 * std::sqrt(least / entries);
  return best;
}

}  // namespace photosieve
