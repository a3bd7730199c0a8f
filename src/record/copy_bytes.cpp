// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/copy_bytes.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>

namespace photosieve {

int copy_bytes_by_hand(int source, int empty_copy) {
  constexpr std::size_t kBlock = 1 << 20;
  const auto block = std::make_unique<char[]>(kBlock);
  off_t at = 0;
  while (true) {
    const ssize_t got = ::pread(source, block.get(), kBlock, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    for (ssize_t done = 0; done < got;) {
      const ssize_t wrote =
          ::pwrite(empty_copy, block.get() + done, static_cast<std::size_t>(got - done), at + done);
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) return errno;
      done += wrote;
    }
    at += got;
  }
}

int copy_bytes(int source, int empty_copy) {
  if (::ioctl(empty_copy, FICLONE, source) == 0) return 0;
  off_t from = 0;
  off_t to = 0;
  constexpr std::size_t kMost = 1 << 30;
  while (true) {
    const ssize_t copied = ::copy_file_range(source, &from, empty_copy, &to, kMost, 0);
    if (copied > 0) continue;
    if (copied == 0 && from > 0) return 0;
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO)) return errno;
    // Between file systems, or where the kernel says 0 for a file that is not empty (/proc).
    return copy_bytes_by_hand(source, empty_copy);
  }
}

}  // namespace photosieve
