// close_in(): shuts this process off from the machine before it touches a file of anyone's.
//
// After it the process can read and write the descriptors it holds, compute, take memory and end.
// It can open nothing (EACCES), and everything else that the kernel offers is refused (EPERM): no
// sockets, no processes, no exec, no signals to others, no mappings made
// executable, no changes to its own limits but that of processor time. It dies with
// its parent, leaves no core, and cannot be traced by the user's other processes.
// Called by worker_main alone, once, in a process with one thread, with everything loaded.
// Errors   kFatal: the machine cannot do it (no seccomp) or the parent is gone already; the
//          process must then not go on.
// Sanitizers need address space (no memory limit in such a build) and pipes; all else is refused
// and tested the same.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/result.h"

namespace photosieve {

struct SandboxLimits {
  std::uint64_t memory_bytes = std::uint64_t{6} << 30;  // address space
  int parent_pid = 0;                                   // 0: whoever the parent is now
};

// Keeps `socket_fd` (its number is then kSandboxSocket) and standard error; standard input and
// output become /dev/null, every other descriptor is closed.
[[nodiscard]] Result<> close_in(int socket_fd, const SandboxLimits& limits);

inline constexpr int kSandboxSocket = 3;

}  // namespace photosieve
