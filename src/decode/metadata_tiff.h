// walk_tiff_metadata(): the blocks of metadata in a TIFF's first directory; the file itself is the
// Exif block.
//
// See metadata_blocks.h for sources and limits. Errors: none, problems are noted in the blocks.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_blocks.h"

namespace photosieve {

void walk_tiff_metadata(ByteSpan file, MetadataBlocks& blocks);

}  // namespace photosieve
