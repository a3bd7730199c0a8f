// iso_media_kind(): what a file that begins with an `ftyp` box is: a still picture, video, raw.
//
// Goes by the brands (ISO/IEC 14496-12 section 4.3; 23008-12 section 10; AV1 Image File Format
// section 8). A file whose own brand is that of a sequence counts as a still picture when it says
// that it is one too: it then has a primary picture. Canon's CR3 is `crx `.
// Threads: pure. Cost: a few comparisons, over the first kIsoMediaHead bytes alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace photosieve {

enum class IsoMediaKind : std::uint8_t { kNone, kHeif, kAvif, kCameraRaw, kVideo };

// The first box with room for a dozen brands; more are not looked at.
inline constexpr std::size_t kIsoMediaHead = 64;

[[nodiscard]] IsoMediaKind iso_media_kind(std::span<const std::uint8_t> head);

}  // namespace photosieve
