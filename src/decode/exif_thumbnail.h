// compare_thumbnail(): whether the small picture in a file's EXIF shows what the photo shows.
//
// The thumbnail is tried in all eight turns (editors turn pixels and forget it), black bars and
// another shape are cropped away as cameras add them, both are reduced to 32 x 32 means of luma and
// correlated (Pearson). Exposure, contrast and tone change little; other content and a tighter crop
// change much: docs/metadata.md has figures. A thumbnail in any of the eight turns counts, since
// editors turn pixels and forget the thumbnail. Errors   nothing when the thumbnail cannot be
// decoded or either picture is flat (a correlation of
//          nothing with nothing). std::bad_alloc leaves when memory ran out.
// Threads  pure. Cost: about 0.5 ms, however large the photo; 2 ms where no turn is alike.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "model/image.h"
#include "model/photo_metadata.h"

namespace photosieve {

// `photo` is upright. `jpeg` is not empty.
[[nodiscard]] ThumbnailFacts compare_thumbnail(std::span<const std::uint8_t> jpeg,
                                               const Image& photo);

}  // namespace photosieve
