// walk_png_metadata(): the blocks of metadata in a PNG's chunks; compressed ones are unpacked to at
// most kMostAssembled bytes.
//
// See metadata_blocks.h for sources and limits. Errors: none, problems are noted in the blocks.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_blocks.h"

namespace photosieve {

void walk_png_metadata(ByteSpan file, MetadataBlocks& blocks);

}  // namespace photosieve
