// StopSignal: SIGINT, SIGTERM and SIGHUP as something a thread can wait for.
//
// While one exists, the first of these signals makes fd() readable and count() 1 instead of ending
// the process; what the second means is the owner's decision. A signal that was ignored when it was
// made stays ignored: that is how nohup, and a shell without job control, keep a run alive.
// SIGPIPE is ignored, so that a closed terminal is an error of a write and not the end. At most one
// exists at a time; what was there before it is put back when it ends.
// Threads: made and destroyed by one; count() and fd() any.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include <array>

#include "base/unique_fd.h"

namespace photosieve {

class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  [[nodiscard]] int fd() const { return fd_.get(); }  // readable from the first signal on
  [[nodiscard]] int count() const;

 private:
  struct Kept {
    int signal = 0;
    struct sigaction before {};
  };

  UniqueFd fd_;
  std::array<Kept, 4> kept_;  // what was there before
};

}  // namespace photosieve
