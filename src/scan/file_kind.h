// file_kind(): what a regular file is, by its name and, where that does not tell, its content.
//
// A file with a photo's extension is a photo, whatever is in it (the worker says what is wrong with
// it), unless it is a camera's raw file: those are told by their first bytes, so that none is ever
// judged by its preview. A photo under another name is found by its bytes (decision 0004).
// Threads: pure. Cost: by name a few comparisons; by content a read or two of the file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/photo.h"
#include "model/tiff_directory.h"

namespace photosieve {

struct FileKind {
  bool photo = false;
  SkipReason reason = SkipReason::kNotAPhoto;  // when it is none
  std::string detail;                          // "" or one sentence, for a person
};

// Why a file or folder of that name is passed over, whatever is in it: hidden, or left behind by
// an operating system, a network storage, a synchronising or downloading program.
[[nodiscard]] std::optional<SkipReason> skipped_name(std::string_view name);

// By the name alone, or nothing when only the content tells. A photo by its name may still be a raw
// file: kind_inside() tells.
[[nodiscard]] std::optional<FileKind> kind_by_name(std::string_view name);

// By the content of a file whose name does not tell: its first 64 bytes, and of a TIFF as many
// directories as it takes to know whether it is raw.
[[nodiscard]] FileKind kind_by_content(const ReadAt& read);

// Of a file that is a photo by its name: raw, or that photo.
[[nodiscard]] FileKind kind_inside(const ReadAt& read);

}  // namespace photosieve
