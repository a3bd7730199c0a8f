// may_pass() and folder_answers(): is it this file, or is the whole disk away?
//
// A share that is cut off, a stick that is pulled or a disk that fails answers every call with an
// error of the system's, not of the file's. Some of these pass by themselves; when they stay, the
// folder that a run began with tells whether it is one file or all of them.
// Threads: any. Cost: may_pass() none; folder_answers() opens and reads a folder.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <thread>

namespace photosieve {

// Whether a call that failed with this errno may succeed when it is made again, or shows that
// disk or network are away: EIO, ESTALE, ENOTCONN, ETIMEDOUT, EHOSTDOWN, ENXIO, EINTR and the like.
[[nodiscard]] bool may_pass(int error);

// Whether the opened folder can still be listed; errno says why not.
[[nodiscard]] bool folder_answers(int folder);

// Calls `attempt` (which gives 0, or an errno) up to three times, as long as its error may pass;
// the last one's error. Waits 0.25 s in all.
template <class Attempt>
[[nodiscard]] int with_patience(const Attempt& attempt) {
  int error = attempt();
  for (const int wait_ms : {50, 200}) {
    if (error == 0 || !may_pass(error)) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    error = attempt();
  }
  return error;
}

}  // namespace photosieve
