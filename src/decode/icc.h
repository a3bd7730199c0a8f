// read_icc(): which colour space an ICC profile describes, by what it does and not by its name.
//
// An RGB profile is told by its three primaries (as adapted to D50, within 0.004 in x and y) and by
// its tone curve: sRGB where the curve is within 0.01 of sRGB's (which takes in a plain gamma of
// 2.2 and the small stand-ins of web services); Adobe RGB, Display P3, ProPhoto RGB, Rec. 2020 and
// Rec. 709 by their primaries; "custom" else. A profile of tables instead of primaries is asked for
// the colours of its corners. Grey, CMYK and Lab are told by the header.
// Source   ICC.1:2022; primaries: IEC 61966-2-1, Adobe RGB (1998) 2005-05, SMPTE EG 432-1, ISO
//          22028-2, ITU-R BT.2020 and BT.709, each adapted by the Bradford matrix of ICC.1 annex E.
// Errors   none: what cannot be used is told in profile_problem, with an unknown space.
// Threads  pure. Cost: about 20 microseconds; 1 ms for a profile of tables.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "model/photo_metadata.h"

namespace photosieve {

[[nodiscard]] ColourFacts read_icc(std::span<const std::uint8_t> profile);

// MD5 (RFC 1321), as IPTC's digest is made; the library has it.
[[nodiscard]] std::array<std::uint8_t, 16> md5(std::span<const std::uint8_t> bytes);

}  // namespace photosieve
