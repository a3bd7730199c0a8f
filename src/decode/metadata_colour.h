// colour_of(): which colours a file's numbers mean, from all that speaks of it.
//
// In the order in which programs that show pictures believe it: PNG's cICP, the embedded profile,
// HEIF's and AVIF's code points, PNG's sRGB, gAMA and cHRM, EXIF's ColorSpace. A profile that is
// damaged or for other channels than the picture has is passed over, and said. Source: W3C PNG 3rd
// edition 4.3; ISO/IEC 23000-22 (MIAF) 7.3.6.4; CIPA DC-008 (Exif 2.32) 4.6.6 and DCF 2.0 (R98,
// R03).
// Threads: pure. Cost: that of icc.h.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_blocks.h"
#include "decode/metadata_tags.h"
#include "model/photo_metadata.h"

namespace photosieve {

[[nodiscard]] ColourFacts colour_of(const MetadataBlocks& blocks, const MetadataTags& tags);

}  // namespace photosieve
