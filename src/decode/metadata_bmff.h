// walk_bmff_metadata(): the blocks of metadata in a HEIF's or AVIF's boxes: items of the meta box
// (Exif, XMP), their colour, C2PA.
//
// See metadata_blocks.h for sources and limits. Errors: none, problems are noted in the blocks.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_blocks.h"

namespace photosieve {

void walk_bmff_metadata(ByteSpan file, MetadataBlocks& blocks);

}  // namespace photosieve
