// fill_ai_marks(): everything in a file that says a machine made or changed the picture.
//
// IPTC's DigitalSourceType and AI fields in XMP, credit lines and program names in XMP, IPTC and
// EXIF, generator parameters in PNG text, and what C2PA actions claim. Source: IPTC NewsCodes
// "digitalsourcetype"; IPTC Photo Metadata 2025.1 (AISystemUsed); Google's credit lines as its
// help on image metadata names them.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "decode/metadata_blocks.h"
#include "decode/metadata_tags.h"
#include "model/photo_metadata.h"

namespace photosieve {

// `of_c2pa` come first. Needs metadata.software.
void fill_ai_marks(const MetadataBlocks& blocks, const MetadataTags& tags,
                   std::vector<AiMark> of_c2pa, PhotoMetadata& metadata);

}  // namespace photosieve
