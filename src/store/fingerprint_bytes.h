// A fingerprint as 257 bytes: the eight hashes, words in order and little-endian, then the quality.
//
// Errors: nothing for bytes of another length or a quality over 100. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/photo.h"

namespace photosieve {

[[nodiscard]] std::string fingerprint_bytes(const Fingerprint& fingerprint);
[[nodiscard]] std::optional<Fingerprint> fingerprint_from_bytes(std::string_view bytes);

}  // namespace photosieve
