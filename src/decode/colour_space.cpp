// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/colour_space.h"

#include <cmath>

namespace photosieve {
namespace {

constexpr double kTolerance = 0.004;

// The adapted ones are the published ones through the Bradford matrix to D50 (ProPhoto is there).
constexpr std::array<KnownSpace, 5> kSpaces{{
    {"sRGB",
     {{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}},
     {{{0.6484, 0.3309}, {0.3212, 0.5979}, {0.1559, 0.0661}}}},
    {"Adobe RGB (1998)",
     {{{0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}}},
     {{{0.6484, 0.3309}, {0.2302, 0.7016}, {0.1559, 0.0661}}}},
    {"Display P3",
     {{{0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06}}},
     {{{0.6820, 0.3193}, {0.2846, 0.6746}, {0.1559, 0.0661}}}},
    {"ProPhoto RGB",
     {{{0.7347, 0.2653}, {0.1596, 0.8404}, {0.0366, 0.0001}}},
     {{{0.7347, 0.2653}, {0.1596, 0.8404}, {0.0366, 0.0001}}}},
    {"Rec. 2020",
     {{{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}}},
     {{{0.7085, 0.2935}, {0.1902, 0.7754}, {0.1292, 0.0471}}}},
}};

bool near(const Chromaticity& a, const Chromaticity& b) {
  return std::abs(a.x - b.x) <= kTolerance && std::abs(a.y - b.y) <= kTolerance;
}

bool near(const std::array<Chromaticity, 3>& a, const std::array<Chromaticity, 3>& b) {
  return near(a[0], b[0]) && near(a[1], b[1]) && near(a[2], b[2]);
}

}  // namespace

std::string_view space_of_adapted(const std::array<Chromaticity, 3>& primaries) {
  for (const KnownSpace& space : kSpaces)
    if (near(primaries, space.adapted)) return space.name;
  return "custom";
}

std::string_view space_of_published(const std::array<Chromaticity, 3>& primaries) {
  for (const KnownSpace& space : kSpaces)
    if (near(primaries, space.primaries)) return space.name;
  return "custom";
}

std::string_view space_of_code_points(unsigned primaries, unsigned transfer) {
  constexpr unsigned kUnspecified = 2;
  if (primaries == kUnspecified) return "";
  if (primaries == 1 && (transfer == 13 || transfer == 4 || transfer == kUnspecified))
    return "sRGB";
  if (primaries == 1 && (transfer == 1 || transfer == 6 || transfer == 14 || transfer == 15))
    return "Rec. 709";
  if (primaries == 12 && transfer == 13) return "Display P3";
  if (primaries == 9) return "Rec. 2020";
  return "custom";
}

double srgb_to_linear(double coded) {
  return coded <= 0.04045 ? coded / 12.92 : std::pow((coded + 0.055) / 1.055, 2.4);
}

}  // namespace photosieve
