// SPDX-License-Identifier: Apache-2.0
#include "base/disk_away.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace photosieve {

bool may_pass(int error) {
  switch (error) {
    case EIO:
    case ESTALE:
    case EINTR:
    case EAGAIN:
    case EBUSY:
    case ENXIO:
    case ENODEV:
    case ENOTCONN:
    case ETIMEDOUT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETDOWN:
    case ENETUNREACH:
    case ECONNRESET:
    case ECONNABORTED:
    case EREMOTEIO:
      return true;
    default:
      return false;
  }
}

bool folder_answers(int folder) {
  const int fd = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  DIR* dir = ::fdopendir(fd);
  if (dir == nullptr) {
    const int error = errno;
    ::close(fd);
    errno = error;
    return false;
  }
  errno = 0;
  const bool listed =
      ::readdir(dir) != nullptr || errno == 0;  // NOLINT(concurrency-mt-unsafe): own DIR
  const int error = errno;
  ::closedir(dir);
  errno = error;
  return listed;
}

}  // namespace photosieve
