// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/owner.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace photosieve {
namespace {

std::string lock_path(const std::string& folder, const std::string& session_id) {
  return folder + "/" + session_id + ".lock";
}

bool same_file(int fd, const std::string& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

std::string system_says(int error) {
  return std::generic_category().message(error);
}

}  // namespace

Result<std::string> runtime_folder() {
  const char* base = std::getenv("XDG_RUNTIME_DIR");  // NOLINT(concurrency-mt-unsafe)
  const std::string folder = base != nullptr && *base == '/'
                                 ? std::string(base) + "/photosieve"
                                 : fmt::format("/tmp/photosieve-{}", ::getuid());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(ErrorKind::kFatal,
                fmt::format("{} cannot be made: {}", folder, system_says(errno)));
  struct stat found {};
  // lstat: a link that somebody put there is not followed.
  if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) ||
      found.st_uid != ::getuid() || (found.st_mode & 077) != 0)
    return fail(ErrorKind::kFatal,
                fmt::format("{} is not a private folder of yours: remove it or set "
                            "XDG_RUNTIME_DIR",
                            folder));
  return folder;
}

std::string control_path(const std::string& folder, const std::string& session_id) {
  return folder + "/" + session_id + ".sock";
}

Result<SessionOwner> SessionOwner::claim(const std::string& folder, const std::string& session_id) {
  const std::string path = lock_path(folder, session_id);
  while (true) {
    UniqueFd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock.valid())
      return fail(ErrorKind::kFatal, fmt::format("{}: {}", path, system_says(errno)));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) break;
    // The last owner removes the file as it goes: a lock on a removed file is none.
    if (same_file(lock.get(), path)) return SessionOwner(std::move(lock), path);
  }
  return fail(ErrorKind::kTaken,
              fmt::format("session {} is being run by another process; watch it with "
                          "`photosieve show {}` or stop it with `photosieve cancel {}`",
                          session_id, session_id, session_id));
}

SessionOwner::~SessionOwner() {
  if (lock_.valid()) ::unlink(path_.c_str());
}

bool is_owned(const std::string& folder, const std::string& session_id) {
  const UniqueFd lock(::open(lock_path(folder, session_id).c_str(), O_RDWR | O_CLOEXEC));
  return lock.valid() && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

}  // namespace photosieve
