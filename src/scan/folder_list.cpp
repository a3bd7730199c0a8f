// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/folder_list.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/unique_fd.h"
#include "scan/file_kind.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kMostNames = 200'000;

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

struct Content {
  std::uint32_t photos = 0;
  std::vector<std::string> folders;
};

// Everything directly inside; nothing when it cannot be listed or `names` has run out.
std::optional<Content> content_of(int parent, const char* name, std::uint32_t& names) {
  const int fd =
      ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  const std::unique_ptr<DIR, CloseDir> dir(fd < 0 ? nullptr : ::fdopendir(fd));
  if (dir == nullptr) {
    const int error = errno;
    if (fd >= 0) ::close(fd);
    errno = error;
    return std::nullopt;
  }
  Content content;
  while (const dirent* entry = ::readdir(dir.get())) {  // NOLINT(concurrency-mt-unsafe): own DIR
    const std::string entry_name = entry->d_name;
    if (entry_name == "." || entry_name == "..") continue;
    if (names == 0) return std::nullopt;
    --names;
    if (skipped_name(entry_name)) continue;
    unsigned char type = entry->d_type;
    struct stat found {};
    if (type == DT_UNKNOWN && ::fstatat(fd, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0)
      type = S_ISDIR(found.st_mode) ? DT_DIR : S_ISREG(found.st_mode) ? DT_REG : DT_LNK;
    if (type == DT_DIR) content.folders.push_back(entry_name);
    if (type != DT_REG) continue;
    const auto kind = kind_by_name(entry_name);
    if (kind && kind->photo) ++content.photos;
  }
  return content;
}

}  // namespace

Result<FolderList> list_folders(int folder, std::size_t most) {
  std::uint32_t names = kMostNames;
  errno = 0;
  auto own = content_of(folder, ".", names);
  if (!own)
    return fail(ErrorKind::kUsage, "the folder cannot be listed: " +
                                       (names == 0 ? std::string("it holds too many files")
                                                   : std::generic_category().message(errno)));
  std::sort(own->folders.begin(), own->folders.end());
  FolderList list;
  list.photos = own->photos;
  list.cut = own->folders.size() > most;
  if (list.cut) own->folders.resize(most);
  for (std::string& name : own->folders) {
    const auto inside = content_of(folder, name.c_str(), names);
    ListedFolder one{std::move(name), std::nullopt, std::nullopt};
    if (inside) {
      one.photos = inside->photos;
      one.folders = static_cast<std::uint32_t>(inside->folders.size());
    }
    list.folders.push_back(std::move(one));
  }
  return list;
}

}  // namespace photosieve
