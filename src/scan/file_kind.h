// file_kind(): what a regular file is, by its name and, where that does not tell, its content.
//
// A file with a photo's extension is taken for a photo without being opened: on a cold disk that
// would be a seek each, and the worker judges by content anyway. A photo under another name is
// found by its bytes. Raw files are told by their names, or by what is in them: they are TIFF
// inside, so a file that is named .tif is looked into before it is taken for a photo.
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
  bool look_inside = false;                    // a photo, unless its content is a camera's raw file
  SkipReason reason = SkipReason::kNotAPhoto;  // when it is none
  std::string detail;                          // "" or one sentence, for a person
};

// Why a file or folder of that name is passed over, whatever is in it: hidden, or left behind by
// an operating system, a network storage, a synchronising or downloading program.
[[nodiscard]] std::optional<SkipReason> skipped_name(std::string_view name);

// By the name alone, or nothing when only the content tells.
[[nodiscard]] std::optional<FileKind> kind_by_name(std::string_view name);

// By the content of a file whose name does not tell: its first 64 bytes, and of a TIFF as many
// directories as it takes to know whether it is raw.
[[nodiscard]] FileKind kind_by_content(const ReadAt& read);

// Of a file that is to be looked into: raw, or the photo that its name says.
[[nodiscard]] FileKind kind_inside(const ReadAt& read);

}  // namespace photosieve
