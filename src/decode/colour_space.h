// Known RGB colour spaces: their primaries, and which of them given primaries are.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace photosieve {

struct Chromaticity {
  double x = 0;
  double y = 0;
};

struct KnownSpace {
  std::string_view name;
  std::array<Chromaticity, 3> primaries;  // as published, for its own white
  std::array<Chromaticity, 3> adapted;    // to D50, as ICC profiles hold them
};

// The name of the space with these primaries as an ICC profile holds them; "custom" for none.
[[nodiscard]] std::string_view space_of_adapted(const std::array<Chromaticity, 3>& primaries);

// The same for primaries as published (PNG's cHRM).
[[nodiscard]] std::string_view space_of_published(const std::array<Chromaticity, 3>& primaries);

// The space that code points of ITU-T H.273 name: "sRGB", "Display P3", "Rec. 2020", "Rec. 709";
// "" for unspecified, "custom" for others.
[[nodiscard]] std::string_view space_of_code_points(unsigned primaries, unsigned transfer);

// IEC 61966-2-1: from the coded value to linear light, both 0 to 1.
[[nodiscard]] double srgb_to_linear(double coded);

}  // namespace photosieve
