// fill_fields(): title, description, keywords, people, camera and time, from all blocks to one.
//
// Which is believed where they disagree is the Metadata Working Group's "Guidelines for Handling
// Image Metadata" 2.0 (2010), chapter 5: description, creator and copyright come from EXIF, then as
// keywords and title from XMP, or from IPTC when its digest shows that it was changed after XMP
// was; time from EXIF. What the guidelines do not name: titles and keywords of Windows (EXIF's XP
// tags) come last; what cameras write into every description is none.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decode/metadata_tags.h"
#include "model/photo_metadata.h"

namespace photosieve {

// The first tag with that key; "" for none.
[[nodiscard]] std::string_view first_text(const std::vector<MetadataTag>& tags,
                                          std::string_view key);

void fill_fields(const MetadataTags& tags, bool iptc_is_newer, PhotoMetadata& metadata);

}  // namespace photosieve
