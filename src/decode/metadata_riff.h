// walk_riff_metadata(): the blocks of metadata in a WebP's chunks (VP8X files).
//
// See metadata_blocks.h for sources and limits. Errors: none, problems are noted in the blocks.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_blocks.h"

namespace photosieve {

void walk_riff_metadata(ByteSpan file, MetadataBlocks& blocks);

}  // namespace photosieve
