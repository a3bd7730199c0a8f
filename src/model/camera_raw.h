// camera_raw(): whether a file is a camera's raw file, whatever its name is, and which.
//
// Most raw files are TIFF inside, and their first picture is a small preview: judging that would be
// a lie. They are told from pictures by what only they hold: a colour filter array or linear raw
// data (photometric 32803, 34892), the makers' compressions, a DNG version, a preview as the first
// picture whose whole one is elsewhere. The others have marks of their own at the beginning.
// Sources: Adobe DNG 1.7; TIFF/EP (ISO 12234-2); ExifTool's documentation of tag names and magic.
// Errors   none. Threads: as the function that reads. Cost: at most kMostDirectories directories.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "model/tiff_directory.h"

namespace photosieve {

// "Nikon NEF", "DNG", ...; empty when it is none.
[[nodiscard]] std::string_view camera_raw(const ReadAt& read);

}  // namespace photosieve
