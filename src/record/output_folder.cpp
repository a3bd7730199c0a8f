// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/open_below.h"
#include "base/text.h"
#include "record/staging.h"

namespace photosieve {
namespace {

constexpr const char* kLock = "lock";

std::string system_says(int error) {
  return std::generic_category().message(error);
}

// Whether `folder` is `ancestor` or lies anywhere below it, by walking up its "..".
bool is_below(int folder, int ancestor) {
  struct stat wanted {};
  if (::fstat(ancestor, &wanted) != 0) return true;
  UniqueFd at(::openat(folder, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat here {};
  while (at.valid() && ::fstat(at.get(), &here) == 0) {
    if (here.st_dev == wanted.st_dev && here.st_ino == wanted.st_ino) return true;
    UniqueFd up(::openat(at.get(), "..", O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat above {};
    if (!up.valid() || ::fstat(up.get(), &above) != 0) return false;
    if (above.st_dev == here.st_dev && above.st_ino == here.st_ino) return false;  // the root
    at = std::move(up);
  }
  return false;
}

// The nearest folder of an absolute path that exists, opened.
UniqueFd nearest_existing(std::string path) {
  while (true) {
    UniqueFd folder(::open(path.empty() ? "/" : path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (folder.valid() || path.empty()) return folder;
    path.resize(path.rfind('/'));
  }
}

Result<> make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    struct stat found {};
    const bool there = ::stat(folder.c_str(), &found) == 0;
    if (there && !S_ISDIR(found.st_mode))
      return fail(ErrorKind::kUsage,
                  fmt::format("{} is a file; name another --output", printable(folder)));
    if (!there && ::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST)
      return fail(ErrorKind::kUsage,
                  fmt::format("the output folder {} cannot be made: {}; name another --output",
                              printable(folder), system_says(errno)));
    if (slash == std::string::npos) return {};
  }
}

tl::unexpected<Error> lies_inside(const std::string& path) {
  return fail(ErrorKind::kUsage,
              fmt::format("the output {} lies inside the input: the next run would screen its "
                          "own copies; name an --output outside it",
                          printable(path)));
}

tl::unexpected<Error> may_not_be_written(const std::string& path, int error) {
  return fail(ErrorKind::kUsage,
              fmt::format("the output folder {} may not be written: {}; name another --output",
                          printable(path), system_says(error)));
}

bool is_the_file_at(int lock, int folder, const std::string& name) {
  struct stat held {};
  struct stat there {};
  return ::fstat(lock, &held) == 0 &&
         ::fstatat(folder, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
         held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

Result<UniqueFd> take_lock(int folder, const std::string& path) {
  const std::string name = std::string(Staging::kFolder) + "/" + kLock;
  // A session that ends removes the file that it holds locked, perhaps between the opening and the
  // locking here: then the lock is on a file that nobody else can find, and is taken anew.
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (::mkdirat(folder, Staging::kFolder, 0700) != 0 && errno != EEXIST)
      return may_not_be_written(path, errno);
    UniqueFd lock = open_below(folder, name, O_RDWR | O_CREAT, 0600);
    if (!lock.valid() && errno == ENOENT) continue;
    if (!lock.valid()) return may_not_be_written(path, errno);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return may_not_be_written(path, errno);
      return fail(ErrorKind::kTaken,
                  fmt::format("another session is writing to {}; wait for it (`photosieve "
                              "sessions` shows it) or name another --output",
                              printable(path)));
    }
    if (is_the_file_at(lock.get(), folder, name)) return lock;
  }
  return fail(ErrorKind::kRetry, fmt::format("the output folder {} is busy", printable(path)));
}

}  // namespace

std::string default_output(const std::string& input) {
  return input + "_processed";
}

Result<OutputFolder> OutputFolder::open(int input, const std::string& path) {
  // Looked at before anything is made, so that a refused run leaves nothing behind.
  const UniqueFd nearest = nearest_existing(path);
  if (nearest.valid() && is_below(nearest.get(), input)) return lies_inside(path);
  PS_TRY_VOID(make_folders(path));
  UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid())
    return fail(ErrorKind::kUsage, fmt::format("the output folder {} cannot be opened: {}",
                                               printable(path), system_says(errno)));
  // Again, now that all of the path is there: a ".." in it may lead elsewhere than it seemed.
  if (is_below(folder.get(), input)) return lies_inside(path);
  if (is_below(input, folder.get()))
    return fail(ErrorKind::kUsage,
                fmt::format("the input lies inside the output {}: copies could be mixed with "
                            "originals; name another --output",
                            printable(path)));
  PS_TRY(UniqueFd lock, take_lock(folder.get(), path));
  return OutputFolder(std::move(folder), std::move(lock));
}

void OutputFolder::clear() const {
  const std::string lock_name = std::string(Staging::kFolder) + "/" + kLock;
  ::unlinkat(folder_.get(), lock_name.c_str(), 0);
  ::unlinkat(folder_.get(), Staging::kFolder, AT_REMOVEDIR);
}

}  // namespace photosieve
