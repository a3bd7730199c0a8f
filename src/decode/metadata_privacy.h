// fill_privacy(): where the photo was taken, and fields that tell of people or of one camera.
//
// Serial numbers, the owner's name, names of people in the picture. Values are looked at and not
// kept; blank and all-zero ones do not count. Source of the fields: CIPA DC-008 (Exif 2.32) 4.6.5
// and 4.6.6, Adobe XMP's auxiliary schema, IPTC Photo Metadata 2023 (PersonInImage), MWG regions.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/metadata_tags.h"
#include "model/photo_metadata.h"

namespace photosieve {

void fill_privacy(const MetadataTags& tags, PhotoMetadata& metadata);

}  // namespace photosieve
