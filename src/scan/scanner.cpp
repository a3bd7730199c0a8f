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
#include <utility>

#include "base/disk_away.h"
#include "base/text.h"

namespace photosieve {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
constexpr int kFileFlags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
constexpr std::size_t kMostOpenFolders = 32;
constexpr unsigned kHands = 7;      // beside the scanner's own thread
constexpr std::size_t kAhead = 64;  // files looked at before the walk comes to them
constexpr const char* kConnectAgain = "; connect its disk again and run the same command again";

std::string system_says(int error) {
  return std::generic_category().message(error);
}

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

// A photo's fault, or everybody's: without descriptors or memory every further file would fail.
Error error_of(int error) {
  const bool everywhere = error == EMFILE || error == ENFILE || error == ENOMEM;
  return {everywhere ? ErrorKind::kFatal : ErrorKind::kPhoto, system_says(error)};
}

// Opens for reading in `folder`, leaving the access time alone: only an owner may ask for that.
UniqueFd open_quietly(int folder, const char* name, int flags) {
  const int at = ::openat(folder, name, flags | O_NOATIME);
  if (at >= 0 || errno != EPERM) return UniqueFd(at);
  return UniqueFd(::openat(folder, name, flags));
}

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

Scanner::Scanner(int root, SideBySide side_by_side)
    : root_(root), side_by_side_(std::move(side_by_side)) {}

// 0, or the errno of what failed.
int Scanner::list(int parent, const char* name, Level& level) const {
  level = {};
  UniqueFd folder = open_quietly(parent, name, kFolderFlags);
  struct stat self {};
  if (!folder.valid() || ::fstat(folder.get(), &self) != 0) return errno;
  level.device = self.st_dev;
  level.inode = self.st_ino;
  const int copy = ::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0);
  const std::unique_ptr<DIR, CloseDir> dir(copy < 0 ? nullptr : ::fdopendir(copy));
  if (dir == nullptr) {
    const int error = errno;
    if (copy >= 0) ::close(copy);
    return error;
  }
  ::rewinddir(dir.get());
  errno = 0;
  while (const dirent* entry = ::readdir(dir.get())) {  // NOLINT(concurrency-mt-unsafe): own DIR
    const std::string_view found_name = entry->d_name;
    if (found_name == "." || found_name == "..") continue;
    bool is_folder = entry->d_type == DT_DIR;
    if (entry->d_type == DT_UNKNOWN) {
      struct stat found {};
      is_folder = ::fstatat(folder.get(), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
                  S_ISDIR(found.st_mode);
    }
    const std::size_t at = level.names.size();
    level.names += found_name;
    if (is_folder) level.names += '/';
    level.entries.push_back({at, static_cast<std::uint16_t>(level.names.size() - at), is_folder});
    errno = 0;
  }
  if (errno != 0) return errno;
  // Descending, since entries are taken from the end.
  std::sort(level.entries.begin(), level.entries.end(),
            [&](const Entry& a, const Entry& b) { return level.name(a) > level.name(b); });
  level.folder = std::move(folder);
  level.path_bytes = path_.size();
  return 0;
}

// What a call's error means for the walk: kFatal ends it.
Error Scanner::what_failed(int error) const {
  if (!may_pass(error) || folder_answers(root_)) return error_of(error);
  return {ErrorKind::kFatal, fmt::format("the folder of the photos cannot be read any more: {}{}",
                                         system_says(errno), kConnectAgain)};
}

Result<> Scanner::walk(const Found& found, const std::stop_token& stop) {
  path_.clear();
  Level root;
  if (const int error = with_patience([&] { return list(root_, ".", root); }); error != 0)
    return fail(ErrorKind::kFatal,
                fmt::format("the input folder cannot be listed: {}{}", system_says(error),
                            may_pass(error) ? kConnectAgain : ""));
  levels_.clear();
  levels_.push_back(std::move(root));
  while (!levels_.empty() && !stop.stop_requested()) {
    Level& level = levels_.back();
    path_.resize(level.path_bytes);
    if (level.entries.empty()) {
      step_up();
      continue;
    }
    if (const auto open = reopen_top(); !open) {
      if (open.error().kind == ErrorKind::kFatal) return tl::unexpected(open.error());
      // The folder has gone while the walk was below it, and its other files with it.
      if (!skip("", SkipReason::kUnreadableFolder, open.error().message, found)) return {};
      level.entries.clear();
      continue;
    }
    if (level.looked.empty()) look_ahead(level);
    const Entry entry = level.entries.back();
    const Looked looked = std::move(level.looked.back());
    level.entries.pop_back();
    level.looked.pop_back();
    const std::string name(level.name(entry));
    PS_TRY(const bool go_on, entry.folder ? enter(name, found) : tell(name, looked, found));
    if (!go_on) return {};
  }
  return {};
}

// Leaves the folder where the walk stands. Where the one above was closed it is opened by "..",
// and kept only if it is the one that the walk came down through: folders may be moved meanwhile.
void Scanner::step_up() {
  const Level left = std::move(levels_.back());
  levels_.pop_back();
  if (levels_.empty() || levels_.back().folder.valid() || !left.folder.valid()) return;
  UniqueFd above = open_quietly(left.folder.get(), "..", kFolderFlags);
  struct stat found {};
  if (above.valid() && ::fstat(above.get(), &found) == 0 && found.st_dev == levels_.back().device &&
      found.st_ino == levels_.back().inode)
    levels_.back().folder = std::move(above);
}

// Opens the folder where the walk stands, level by level from the root, if it was closed to keep
// the number of descriptors small and the way up did not lead to it.
Result<> Scanner::reopen_top() {
  if (levels_.back().folder.valid()) return {};
  const int error = with_patience([&] {
    UniqueFd at = open_quietly(root_, ".", kFolderFlags);
    int failure = errno;
    for (std::size_t i = 1; at.valid() && i < levels_.size(); ++i) {
      const std::size_t begin = levels_[i - 1].path_bytes;
      const std::string name = path_.substr(begin, levels_[i].path_bytes - begin - 1);
      UniqueFd next = open_quietly(at.get(), name.c_str(), kFolderFlags);
      failure = errno;
      at = std::move(next);
    }
    if (!at.valid()) return failure;
    levels_.back().folder = std::move(at);
    return 0;
  });
  if (error != 0) return tl::unexpected(what_failed(error));
  return {};
}

bool Scanner::is_above(dev_t device, ino_t inode) const {
  return std::any_of(levels_.begin(), levels_.end(), [&](const Level& level) {
    return level.device == device && level.inode == inode;
  });
}

Result<bool> Scanner::enter(const std::string& name, const Found& found) {
  const std::string plain = name.substr(0, name.size() - 1);
  if (const auto reason = skipped_name(plain)) return skip(plain, *reason, "", found);
  const int above = levels_.back().folder.get();
  const std::size_t before = path_.size();
  path_ += name;
  Level level;
  if (const int code = with_patience([&] { return list(above, plain.c_str(), level); });
      code != 0) {
    path_.resize(before);
    const Error error = what_failed(code);
    if (error.kind == ErrorKind::kFatal) return tl::unexpected(error);
    return skip(plain, SkipReason::kUnreadableFolder, error.message, found);
  }
  if (is_above(level.device, level.inode)) {
    path_.resize(before);
    return skip(plain, SkipReason::kLink, "It leads back to a folder above it", found);
  }
  levels_.push_back(std::move(level));
  if (levels_.size() > kMostOpenFolders) levels_[levels_.size() - kMostOpenFolders].folder.reset();
  return true;
}

// Some dozens of files are looked at before the walk comes to them, so that they may wait for a
// disk or a network side by side.
void Scanner::look_ahead(Level& level) {
  const std::size_t count = std::min(kAhead, level.entries.size());
  const std::size_t first = level.entries.size() - count;
  level.looked.resize(count);
  const int folder = level.folder.get();
  const auto look_at = [&](std::size_t i) {
    const Entry& entry = level.entries[first + i];
    if (!entry.folder) level.looked[i] = look(folder, std::string(level.name(entry)));
  };
  if (side_by_side_) {
    side_by_side_(count, look_at);
  } else {
    for (std::size_t i = 0; i < count; ++i) look_at(i);
  }
}

Scanner::Looked Scanner::look(int folder, const std::string& name) const {
  Looked looked;
  if (skipped_name(name)) return looked;  // told by its name alone
  struct stat status {};
  looked.error = with_patience([&] {
    return ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
  });
  looked.mode = status.st_mode;
  looked.identity = identity_of(status);
  if (looked.error == 0 && S_ISREG(status.st_mode)) looked.kind = kind_of(folder, name);
  return looked;
}

Result<bool> Scanner::tell(const std::string& name, const Looked& looked, const Found& found) {
  if (const auto reason = skipped_name(name)) return skip(name, *reason, "", found);
  if (looked.error == ENOENT) return true;  // it was removed since the folder was listed
  if (looked.error != 0) {
    const Error error = what_failed(looked.error);
    if (error.kind == ErrorKind::kFatal) return tl::unexpected(error);
    // A folder that may be listed but not searched: its photos are no less lost.
    return skip(name, SkipReason::kUnreadableFolder, error.message, found);
  }
  if (S_ISLNK(looked.mode)) return skip(name, SkipReason::kLink, "", found);
  if (!S_ISREG(looked.mode)) return skip(name, SkipReason::kSpecialFile, "", found);

  PS_TRY(const FileKind kind, looked.kind);
  if (!kind.photo) return skip(name, kind.reason, kind.detail, found);
  return found(PhotoRef{next_n_++, path_ + name, looked.identity});
}

// What stands in a folder under that name; opened only where that must be.
Result<FileKind> Scanner::kind_of(int folder, const std::string& name) const {
  const auto by_name = kind_by_name(name);
  if (by_name && !by_name->photo) return *by_name;
  UniqueFd file;
  int failure = with_patience([&] {
    file = open_quietly(folder, name.c_str(), kFileFlags);
    return file.valid() ? 0 : errno;
  });
  const ReadAt read = [&](std::uint64_t at, std::span<std::uint8_t> to) -> std::size_t {
    ssize_t got = 0;
    if (failure == 0)
      failure = with_patience([&] {
        got = ::pread(file.get(), to.data(), to.size(), static_cast<off_t>(at));
        return got < 0 ? errno : 0;
      });
    return failure != 0 ? 0 : static_cast<std::size_t>(got);
  };
  const FileKind kind = by_name ? kind_inside(read) : kind_by_content(read);
  if (failure == 0 || failure == EINVAL) return kind;  // EINVAL: a place no file can have
  const Error error = what_failed(failure);
  if (error.kind == ErrorKind::kFatal) return tl::unexpected(error);
  if (by_name) return FileKind{.photo = true};  // the worker says that it cannot be read
  return FileKind{.reason = SkipReason::kNotAPhoto, .detail = error.message};
}

bool Scanner::skip(const std::string& name, SkipReason reason, std::string detail,
                   const Found& found) const {
  // "" is the folder where the walk stands itself.
  std::string path = name.empty() ? path_.substr(0, path_.size() - 1) : path_ + name;
  return found(SkippedFile{std::move(path), reason, std::move(detail)});
}

}  // namespace photosieve
