// list_folders(): the folders directly inside one, for a folder picker, with what is in each.
//
// Hidden and system folders (scan/file_kind.h) and symbolic links are left out. Counts are of what
// lies directly inside: photos by their names alone (nothing is opened), and folders. They have no
// value where a folder may not be read, and once more than 200,000 names were looked at in all: a
// picker must answer soon on a disk of any size.
// Errors   kUsage for a folder that cannot be listed.
// Threads  any. Cost: a listing of the folder and of each folder in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace photosieve {

struct ListedFolder {
  std::string name;
  std::optional<std::uint32_t> photos;
  std::optional<std::uint32_t> folders;
};

struct FolderList {
  std::vector<ListedFolder> folders;  // by name, as bytes
  bool cut = false;                   // there are more than were asked for
  std::uint32_t photos = 0;           // directly inside the folder itself
};

// `folder` is an opened folder; at most `most` of its folders.
[[nodiscard]] Result<FolderList> list_folders(int folder, std::size_t most);

}  // namespace photosieve
