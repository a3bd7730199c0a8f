// file_kind(): what a regular file is, by its name and, where that does not tell, its first bytes.
//
// A file with a photo's extension is taken for a photo without being opened: on a cold disk that
// would be a seek each, and the worker judges by content anyway. A photo under another name is
// found by its bytes. RAW files are TIFF inside and begin like it: they are told by their names.
// Threads: pure. Cost: a few comparisons.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/photo.h"

namespace photosieve {

struct FileKind {
  bool photo = false;
  SkipReason reason = SkipReason::kNotAPhoto;  // when it is none
};

// Why a file or folder of that name is passed over, whatever is in it: hidden, or left behind by
// an operating system or a network storage.
[[nodiscard]] std::optional<SkipReason> skipped_name(std::string_view name);

// By the name alone, or nothing when only the content tells.
[[nodiscard]] std::optional<FileKind> kind_by_name(std::string_view name);

// By the first bytes (32 are enough) of a file whose name does not tell.
[[nodiscard]] FileKind kind_by_content(std::span<const std::uint8_t> head);

}  // namespace photosieve
