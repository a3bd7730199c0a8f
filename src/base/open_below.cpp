// SPDX-License-Identifier: Apache-2.0
#include "base/open_below.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <cerrno>

namespace photosieve {
namespace {

constexpr int kAlways = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

}  // namespace

bool is_plain_relative(std::string_view path) {
  if (path.empty()) return false;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || part.find('\0') != part.npos) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

UniqueFd open_below_by_steps(int folder, const std::string& path, int flags, unsigned mode) {
  if (!is_plain_relative(path)) {
    errno = EINVAL;
    return {};
  }
  UniqueFd at;
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', begin)) {
    const std::string part = path.substr(begin, slash - begin);
    at = UniqueFd(::openat(at.valid() ? at.get() : folder, part.c_str(),
                           O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (!at.valid()) return {};
    begin = slash + 1;
  }
  return UniqueFd(
      ::openat(at.valid() ? at.get() : folder, path.c_str() + begin, flags | kAlways, mode));
}

UniqueFd open_below(int folder, const std::string& path, int flags, unsigned mode) {
  if (!is_plain_relative(path)) {
    errno = EINVAL;
    return {};
  }
  open_how how{};
  how.flags = static_cast<std::uint64_t>(static_cast<unsigned>(flags | kAlways));
  how.mode = (flags & O_CREAT) != 0 ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (fd >= 0) return UniqueFd(static_cast<int>(fd));
  // A path longer than one system call takes is walked, as is any on an older kernel.
  if (errno == ENOSYS || errno == ENAMETOOLONG || errno == EPERM)
    return open_below_by_steps(folder, path, flags, mode);
  return {};
}

}  // namespace photosieve
