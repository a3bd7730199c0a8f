// judge(): one photo from its bytes to its result: decode, measure, decide.
//
// Input    the file's bytes, its path (for the extension alone), its identity, its number.
// Output   everything but elapsed_ms, which is the worker's to fill in.
// Errors   none: what is wrong with the photo is among its findings. std::bad_alloc leaves when
//          memory ran out.
// Threads  pure: any number of calls at once. Cost: that of decoding and measuring.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/photo.h"
#include "model/profile.h"
#include "model/settings.h"

namespace photosieve {

[[nodiscard]] PhotoResult judge(std::span<const std::uint8_t> bytes, std::string_view path,
                                const FileIdentity& identity, std::uint32_t n,
                                const Profile& profile, Mode mode);

// For a file too large to be read into memory: header facts from its first bytes, no pixels.
// `content` is the hash of the whole file.
[[nodiscard]] PhotoResult judge_header(std::span<const std::uint8_t> first_bytes,
                                       const Hash128& content, std::string_view path,
                                       const FileIdentity& identity, std::uint32_t n,
                                       const Profile& profile, Mode mode);

}  // namespace photosieve
