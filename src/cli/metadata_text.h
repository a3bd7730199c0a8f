// metadata_text_block(): what a file says of its picture, as lines for a person.
//
// Nothing for what the file does not tell. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/photo_metadata.h"

namespace photosieve {

// Lines that end with a line end, each indented by two blanks as `inspect` prints them.
[[nodiscard]] std::string metadata_text_block(const PhotoMetadata& metadata);

}  // namespace photosieve
