// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/staging.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/open_below.h"
#include "base/text.h"
#include "record/copy_bytes.h"

namespace photosieve {
namespace {

std::string system_says(int error) {
  return std::generic_category().message(error);
}

bool is_full(int error) {
  return error == ENOSPC || error == EDQUOT;
}

MoveReport report(std::uint32_t n, MoveOutcome outcome, std::string message = {}) {
  return {n, outcome, std::move(message), std::nullopt};
}

// What a failed system call makes of a job.
MoveReport failed(std::uint32_t n, const std::string& what, int error) {
  return report(n, is_full(error) ? MoveOutcome::kDiskFull : MoveOutcome::kFailed,
                is_full(error) ? std::string("The output's disk is full")
                               : fmt::format("{}: {}", printable(what), system_says(error)));
}

// Errors that say something about this process or machine, and nothing about the file.
bool lacks_resources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO;
}

std::array<std::int64_t, 7> seen(const struct stat& about) {
  return {static_cast<std::int64_t>(about.st_dev),
          static_cast<std::int64_t>(about.st_ino),
          about.st_size,
          about.st_mtim.tv_sec,
          about.st_mtim.tv_nsec,
          about.st_ctim.tv_sec,
          about.st_ctim.tv_nsec};
}

std::string name_of(std::uint32_t n) {
  return std::to_string(n);
}

UniqueFd open_source(int input, const std::string& path) {
  // Where it may, the reader leaves no trace, not even the time of reading.
  UniqueFd source = open_below(input, path, O_RDONLY | O_NOATIME);
  if (!source.valid() && errno == EPERM) source = open_below(input, path, O_RDONLY);
  return source;
}

int rename_over(int from, const char* old_name, int to, const char* new_name) {
  return ::renameat(from, old_name, to, new_name) == 0 ? 0 : errno;
}

int rename_without_replacing(int from, const char* old_name, int to, const char* new_name) {
  if (::syscall(SYS_renameat2, from, old_name, to, new_name, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system without it: a second name is never put in place of another file.
  if (::linkat(from, old_name, to, new_name, 0) == 0) {
    ::unlinkat(from, old_name, 0);
    return 0;
  }
  if (errno == EEXIST) return EEXIST;
  // Nor hard links (exFAT, some network file systems): the name is taken first, then renamed onto.
  const UniqueFd taken(::openat(to, new_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!taken.valid()) return errno;
  if (::renameat(from, old_name, to, new_name) == 0) return 0;
  const int error = errno;
  ::unlinkat(to, new_name, 0);
  return error;
}

}  // namespace

std::optional<Hash128> hash_of_file(int fd) {
  constexpr std::size_t kBlock = 1 << 20;
  const auto block = std::make_unique<std::uint8_t[]>(kBlock);
  Xxh3Stream stream;
  off_t at = 0;
  while (true) {
    const ssize_t got = ::pread(fd, block.get(), kBlock, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return stream.digest();
    stream.update({block.get(), static_cast<std::size_t>(got)});
    at += got;
  }
}

Result<Staging> Staging::open(int input, int output, const std::string& session_id) {
  const std::string path = std::string(kFolder) + "/" + session_id;
  for (const std::string& folder : {std::string(kFolder), path})
    if (::mkdirat(output, folder.c_str(), 0700) != 0 && errno != EEXIST)
      return fail(ErrorKind::kUsage, fmt::format("{} cannot be made in the output folder: {}",
                                                 folder, system_says(errno)));
  UniqueFd folder = open_below(output, path, O_RDONLY | O_DIRECTORY);
  if (!folder.valid())
    return fail(ErrorKind::kUsage, fmt::format("{} in the output folder cannot be opened: {}", path,
                                               system_says(errno)));
  return Staging(input, output, session_id, std::move(folder));
}

MoveReport Staging::stage(std::uint32_t n, const std::string& path, const Hash128& content) {
  const UniqueFd source = open_source(input_, path);
  struct stat about {};
  if (!source.valid() && lacks_resources(errno)) return failed(n, path, errno);
  if (!source.valid() || ::fstat(source.get(), &about) != 0 || !S_ISREG(about.st_mode))
    return report(n, MoveOutcome::kChanged, "The file is gone or cannot be read any more");

  // What a crash left under that name may be a read-only file, or a link by someone else's hand.
  ::unlinkat(folder_.get(), name_of(n).c_str(), 0);
  UniqueFd copy(::openat(folder_.get(), name_of(n).c_str(),
                         O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!copy.valid()) return failed(n, path, errno);
  folder_changed_ = true;
  if (const int error = copy_bytes(source.get(), copy.get()); error != 0) {
    ::unlinkat(folder_.get(), name_of(n).c_str(), 0);
    return failed(n, path, error);
  }
  const auto copied = hash_of_file(copy.get());
  if (!copied) {
    const int error = errno;
    ::unlinkat(folder_.get(), name_of(n).c_str(), 0);
    return failed(n, path, error);
  }
  if (copied != content) {
    ::unlinkat(folder_.get(), name_of(n).c_str(), 0);
    return report(n, MoveOutcome::kChanged, "The file changed since it was judged");
  }
  // File systems without modes or times keep what they can.
  (void)!::fchmod(copy.get(), about.st_mode & 0777U);
  const timespec times[] = {about.st_atim, about.st_mtim};
  (void)::futimens(copy.get(), times);
  written_[n] = std::move(copy);
  return report(n, MoveOutcome::kStaged);
}

Result<int> Staging::destination_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? std::string() : path.substr(0, slash);
  const auto known = changed_folders_.find(folder);
  if (known != changed_folders_.end()) return known->second.get();
  UniqueFd at(::openat(output_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::string made;
  for (std::size_t begin = 0; at.valid() && begin < folder.size();) {
    const std::size_t end = std::min(folder.find('/', begin), folder.size());
    const std::string part = folder.substr(begin, end - begin);
    if (::mkdirat(at.get(), part.c_str(), 0777) == 0) {
      // The folder's own entry must be durable too.
      const std::string& parent = made;
      if (changed_folders_.find(parent) == changed_folders_.end())
        changed_folders_.emplace(parent, UniqueFd(::fcntl(at.get(), F_DUPFD_CLOEXEC, 0)));
    } else if (errno != EEXIST) {
      return fail(ErrorKind::kPhoto, std::to_string(errno));
    }
    at =
        UniqueFd(::openat(at.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    made += (made.empty() ? "" : "/") + part;
    begin = end + 1;
  }
  if (!at.valid()) return fail(ErrorKind::kPhoto, std::to_string(errno));
  return changed_folders_.insert_or_assign(folder, std::move(at)).first->second.get();
}

bool Staging::is_still_seen(std::uint32_t n, int folder, const std::string& name) const {
  const auto known = conflicts_.find(n);
  struct stat about {};
  return known != conflicts_.end() &&
         ::fstatat(folder, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0 &&
         known->second == seen(about);
}

MoveReport Staging::place(std::uint32_t n, const std::string& path, const Hash128& content,
                          bool replace) {
  if (!is_plain_relative(path) || path.starts_with(std::string(kFolder) + "/"))
    return report(n, MoveOutcome::kFailed, "The name leads out of the output folder");
  const auto folder = destination_folder(path);
  if (!folder) return failed(n, path, std::stoi(folder.error().message));
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const int error =
      replace && is_still_seen(n, *folder, name)
          ? rename_over(folder_.get(), name_of(n).c_str(), *folder, name.c_str())
          : rename_without_replacing(folder_.get(), name_of(n).c_str(), *folder, name.c_str());
  folder_changed_ = true;
  conflicts_.erase(n);
  if (error == 0) return report(n, MoveOutcome::kPlaced);
  if (error != EEXIST && error != ENOENT) return failed(n, path, error);

  const UniqueFd existing = open_below(*folder, name, O_RDONLY);
  struct stat about {};
  std::optional<Hash128> there;
  if (existing.valid() && ::fstat(existing.get(), &about) == 0 && S_ISREG(about.st_mode))
    there = hash_of_file(existing.get());
  if (there == content) {
    // Placed before a crash could be recorded, or by an earlier run over the same photos.
    ::unlinkat(folder_.get(), name_of(n).c_str(), 0);
    return report(n, MoveOutcome::kPlaced);
  }
  if (error == ENOENT) return failed(n, path, ENOENT);
  MoveReport conflict =
      report(n, MoveOutcome::kConflict,
             fmt::format("{} was not copied: another file of that name is in the output folder and "
                         "is left alone",
                         printable(path)));
  conflict.there = there;
  if (there) conflicts_[n] = seen(about);
  return conflict;
}

MoveReport Staging::unstage(std::uint32_t n) {
  written_.erase(n);
  folder_changed_ = true;
  if (::unlinkat(folder_.get(), name_of(n).c_str(), 0) != 0 && errno != ENOENT)
    return failed(n, "staged copy " + name_of(n), errno);
  return report(n, MoveOutcome::kUnstaged);
}

Result<> Staging::sync() {
  // All are written back at once first, so that the waits that follow are short.
  for (const auto& [n, copy] : written_) ::sync_file_range(copy.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
  int error = 0;
  const auto sync_one = [&](int fd) {
    if (::fsync(fd) != 0 && errno != EINVAL && errno != EROFS) error = errno;
  };
  for (const auto& [n, copy] : written_) sync_one(copy.get());
  for (const auto& [folder, fd] : changed_folders_) sync_one(fd.get());
  if (folder_changed_) sync_one(folder_.get());
  written_.clear();
  changed_folders_.clear();
  folder_changed_ = false;
  if (error != 0)
    return fail(is_full(error) ? ErrorKind::kRetry : ErrorKind::kFatal,
                fmt::format("the output's disk: {}", system_says(error)));
  return {};
}

namespace {

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

// The names in an opened folder; none of one that cannot be listed.
std::vector<std::string> names_in(const UniqueFd& folder) {
  std::vector<std::string> names;
  const int copy = folder.valid() ? ::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0) : -1;
  const std::unique_ptr<DIR, CloseDir> dir(copy < 0 ? nullptr : ::fdopendir(copy));
  if (dir == nullptr) return names;
  ::rewinddir(dir.get());
  while (const dirent* entry = ::readdir(dir.get())) {  // NOLINT(concurrency-mt-unsafe): own DIR
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

}  // namespace

void Staging::clear() {
  written_.clear();
  remove(output_, session_id_);
}

std::vector<std::string> Staging::sessions_in(int output) {
  return names_in(open_below(output, kFolder, O_RDONLY | O_DIRECTORY));
}

void Staging::remove(int output, const std::string& session_id) {
  const std::string path = std::string(kFolder) + "/" + session_id;
  const UniqueFd folder = open_below(output, path, O_RDONLY | O_DIRECTORY);
  for (const std::string& name : names_in(folder)) ::unlinkat(folder.get(), name.c_str(), 0);
  ::unlinkat(output, path.c_str(), AT_REMOVEDIR);
  // What is left below .photosieve (the lock, another session's copies) keeps it there.
  ::unlinkat(output, kFolder, AT_REMOVEDIR);
}

}  // namespace photosieve
