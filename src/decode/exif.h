// EXIF orientation: which way up a photo is to be shown, 1 to 8.
//
// Reads the one tag (0x0112) of the first directory of a TIFF block, as it stands in a JPEG's APP1
// segment and in a PNG's eXIf chunk. Source: CIPA DC-008 (Exif 2.32) 4.6.4, ITU T.81 B.1.
// Errors   none: what is missing, broken or out of range is 1, upright, as every viewer takes it.
// Threads  pure. Cost: nanoseconds; never more steps than segments and 512 tags.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace photosieve {

// `tiff` begins with "II*\0" or "MM\0*".
[[nodiscard]] int tiff_orientation(std::span<const std::uint8_t> tiff);

// A whole JPEG file: the first Exif segment before the first scan counts.
[[nodiscard]] int jpeg_orientation(std::span<const std::uint8_t> file);

}  // namespace photosieve
