// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/scanner.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/text.h"
#include "scan/file_kind.h"

namespace photosieve {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
constexpr std::size_t kMostOpenFolders = 32;

std::string system_says(int error) {
  return std::generic_category().message(error);
}

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

FileIdentity identity_of(const struct stat& found) {
  return {static_cast<std::uint64_t>(found.st_size),
          std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(found.st_ino)};
}

}  // namespace

Result<UniqueFd> open_folder(const std::string& path) {
  // The folder a person names may be reached through links; nothing below it may.
  UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) return folder;
  const int error = errno;
  const std::string name = printable(path);
  if (error == ENOENT)
    return fail(ErrorKind::kUsage,
                fmt::format("there is no folder {}; check its spelling, or that its disk is "
                            "connected",
                            name));
  if (error == ENOTDIR)
    return fail(
        ErrorKind::kUsage,
        fmt::format("{} is not a folder; for single photos there is `photosieve inspect`", name));
  if (error == EACCES)
    return fail(
        ErrorKind::kUsage,
        fmt::format("{} may not be read by you; ask its owner, or run as a user who may", name));
  return fail(ErrorKind::kUsage, fmt::format("{} cannot be opened: {}", name, system_says(error)));
}

Scanner::Scanner(int root) : root_(root) {}

Result<Scanner::Level> Scanner::list(UniqueFd folder) {
  Level level;
  struct stat self {};
  if (::fstat(folder.get(), &self) != 0) return fail(ErrorKind::kPhoto, system_says(errno));
  level.device = self.st_dev;
  level.inode = self.st_ino;
  const int copy = ::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0);
  const std::unique_ptr<DIR, CloseDir> dir(copy < 0 ? nullptr : ::fdopendir(copy));
  if (dir == nullptr) {
    const int error = errno;
    if (copy >= 0) ::close(copy);
    return fail(ErrorKind::kPhoto, system_says(error));
  }
  ::rewinddir(dir.get());
  errno = 0;
  while (const dirent* entry = ::readdir(dir.get())) {  // NOLINT(concurrency-mt-unsafe): own DIR
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    bool is_folder = entry->d_type == DT_DIR;
    if (entry->d_type == DT_UNKNOWN) {
      struct stat found {};
      is_folder = ::fstatat(folder.get(), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
                  S_ISDIR(found.st_mode);
    }
    level.entries.push_back({std::string(name) + (is_folder ? "/" : ""), is_folder});
    errno = 0;
  }
  if (errno != 0) return fail(ErrorKind::kPhoto, system_says(errno));
  // Descending, since entries are taken from the end.
  std::sort(level.entries.begin(), level.entries.end(),
            [](const Entry& a, const Entry& b) { return a.name > b.name; });
  level.folder = std::move(folder);
  level.path_bytes = path_.size();
  return level;
}

Result<> Scanner::walk(const std::function<bool(Scanned)>& found) {
  auto root = list(UniqueFd(::openat(root_, ".", kFolderFlags)));
  if (!root)
    return fail(ErrorKind::kFatal, "the input folder cannot be listed: " + root.error().message);
  levels_.clear();
  levels_.push_back(std::move(*root));
  while (!levels_.empty()) {
    Level& level = levels_.back();
    path_.resize(level.path_bytes);
    if (level.entries.empty()) {
      levels_.pop_back();
      continue;
    }
    const Entry entry = std::move(level.entries.back());
    level.entries.pop_back();
    const bool go_on = entry.folder ? enter(entry.name, found) : look_at(entry.name, found);
    if (!go_on) return {};
  }
  return {};
}

// The descriptor of the folder where the walk stands; it is opened again, level by level from the
// root, where it was closed to keep their number small.
Result<int> Scanner::top_fd() {
  if (levels_.back().folder.valid()) return levels_.back().folder.get();
  UniqueFd at(::openat(root_, ".", kFolderFlags));
  for (std::size_t i = 1; at.valid() && i < levels_.size(); ++i) {
    const std::size_t begin = levels_[i - 1].path_bytes;
    const std::string name = path_.substr(begin, levels_[i].path_bytes - begin - 1);
    UniqueFd next(::openat(at.get(), name.c_str(), kFolderFlags));
    // The walk will come back to the folders just above: those are kept open too.
    if (i + kMostOpenFolders / 2 >= levels_.size()) levels_[i - 1].folder = std::move(at);
    at = std::move(next);
  }
  if (!at.valid()) return fail(ErrorKind::kPhoto, system_says(errno));
  levels_.back().folder = std::move(at);
  return levels_.back().folder.get();
}

bool Scanner::is_above(dev_t device, ino_t inode) const {
  return std::any_of(levels_.begin(), levels_.end(), [&](const Level& level) {
    return level.device == device && level.inode == inode;
  });
}

bool Scanner::enter(const std::string& name, const std::function<bool(Scanned)>& found) {
  const std::string plain = name.substr(0, name.size() - 1);
  if (const auto reason = skipped_name(plain)) return skip(plain, *reason, "", found);
  const auto parent = top_fd();
  if (!parent) return skip(plain, SkipReason::kUnreadableFolder, parent.error().message, found);
  UniqueFd folder(::openat(*parent, plain.c_str(), kFolderFlags));
  if (!folder.valid()) return skip(plain, SkipReason::kUnreadableFolder, system_says(errno), found);
  const std::size_t before = path_.size();
  path_ += name;
  auto level = list(std::move(folder));
  if (!level) {
    path_.resize(before);
    return skip(plain, SkipReason::kUnreadableFolder, level.error().message, found);
  }
  if (is_above(level->device, level->inode)) {
    path_.resize(before);
    return skip(plain, SkipReason::kLink, "It leads back to a folder above it", found);
  }
  levels_.push_back(std::move(*level));
  if (levels_.size() > kMostOpenFolders) levels_[levels_.size() - kMostOpenFolders].folder.reset();
  return true;
}

bool Scanner::look_at(const std::string& name, const std::function<bool(Scanned)>& found) {
  if (const auto reason = skipped_name(name)) return skip(name, *reason, "", found);
  const auto folder = top_fd();
  if (!folder) return skip(name, SkipReason::kUnreadableFolder, folder.error().message, found);
  struct stat status {};
  if (::fstatat(*folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return true;  // it was removed since the folder was listed
    return skip(name, SkipReason::kNotAPhoto, system_says(errno), found);
  }
  if (S_ISLNK(status.st_mode)) return skip(name, SkipReason::kLink, "", found);
  if (!S_ISREG(status.st_mode)) return skip(name, SkipReason::kSpecialFile, "", found);

  auto kind = kind_by_name(name);
  if (!kind) {
    std::array<std::uint8_t, 32> head{};
    const UniqueFd file(
        ::openat(*folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    const ssize_t got = file.valid() ? ::pread(file.get(), head.data(), head.size(), 0) : -1;
    if (got < 0) return skip(name, SkipReason::kNotAPhoto, system_says(errno), found);
    kind = kind_by_content({head.data(), static_cast<std::size_t>(got)});
  }
  if (!kind->photo) return skip(name, kind->reason, "", found);
  return found(PhotoRef{next_n_++, path_ + name, identity_of(status)});
}

bool Scanner::skip(const std::string& name, SkipReason reason, std::string detail,
                   const std::function<bool(Scanned)>& found) const {
  return found(SkippedFile{path_ + name, reason, std::move(detail)});
}

}  // namespace photosieve
