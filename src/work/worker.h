// worker_main(): the life of a worker process: close in, then a photo a request until the end.
//
// Reads each photo once, from the descriptor that comes with the request, hashes and judges it and
// answers. One thread. It ends with kWorkerDone when the coordinator closes the socket; any other
// end is the coordinator's to read: a signal (SIGXCPU: too much processor time), kWorkerOutOfMemory
// when a photo needs more memory than allowed, kWorkerLost when the socket or its bytes are broken,
// kWorkerOpen when the process could not be closed in. Limits are processor time and memory, never
// the time of day: a busy machine is not a broken photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "work/sandbox.h"

namespace photosieve {

inline constexpr int kWorkerDone = 0;
inline constexpr int kWorkerOutOfMemory = 71;
inline constexpr int kWorkerLost = 72;
inline constexpr int kWorkerOpen = 73;

// To be called in a process of its own, made for it. `networks`: their folder; "": faces and text
// are not looked for. Gives the exit status.
[[nodiscard]] int worker_main(int socket_fd, const SandboxLimits& limits,
                              const std::string& networks = "");

}  // namespace photosieve
