// open_below(): opens a file below an opened folder, never through a link and never outside.
//
// `path` is relative bytes; "..", an absolute path, and a symbolic link anywhere on the way are
// refused (ELOOP, EXDEV or EINVAL). A FIFO does not block: what was opened must be looked at.
// Errors   -1 with errno, as open(2).
// Threads  any. Cost: one system call (openat2), or one a folder where the kernel lacks it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/unique_fd.h"

namespace photosieve {

// `flags` as for open(2); O_CLOEXEC, O_NOFOLLOW and O_NONBLOCK are added.
[[nodiscard]] UniqueFd open_below(int folder, const std::string& path, int flags,
                                  unsigned mode = 0);

// The same by one openat a folder: the twin that kernels before 5.6 get.
[[nodiscard]] UniqueFd open_below_by_steps(int folder, const std::string& path, int flags,
                                           unsigned mode = 0);

// Whether a relative path stays below: no empty, "." or ".." part, not absolute, not empty.
[[nodiscard]] bool is_plain_relative(std::string_view path);

}  // namespace photosieve
