// judge(): one photo from its bytes to its result: decode, measure, decide.
//
// Input    the file's bytes, its path (for the extension alone), its identity, its number.
// Output   everything but elapsed_ms, which is the worker's to fill in.
// Networks `sight` looks for what the profile asks for, but in mode speed; without one, faces and
//          text are not looked for, and their measures have no value.
// Errors   none: what is wrong with the photo is among its findings. std::bad_alloc leaves when
//          memory ran out.
// Threads  pure: any number of calls at once, one a sight. Cost: that of decoding and measuring.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/photo.h"
#include "model/profile.h"
#include "model/settings.h"
#include "see/sight.h"

namespace photosieve {

[[nodiscard]] PhotoResult judge(std::span<const std::uint8_t> bytes, std::string_view path,
                                const FileIdentity& identity, std::uint32_t n,
                                const Profile& profile, Mode mode, Sight* sight = nullptr);

// For a file too large to be read into memory: header facts from its first bytes, no pixels.
// `content` is the hash of the whole file.
[[nodiscard]] PhotoResult judge_header(std::span<const std::uint8_t> first_bytes,
                                       const Hash128& content, std::string_view path,
                                       const FileIdentity& identity, std::uint32_t n,
                                       const Profile& profile, Mode mode);

}  // namespace photosieve
