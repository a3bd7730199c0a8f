// StopSignal: SIGINT, SIGTERM and SIGHUP as something a thread can wait for.
//
// While one exists, the first of these signals makes fd() readable and count() 1 instead of ending
// the process; what the second means is the owner's decision. SIGPIPE is ignored, so that a closed
// terminal is an error of a write and not the end. At most one exists at a time.
// Threads: made and destroyed by one; count() and fd() any.
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  UniqueFd fd_;
};

}  // namespace photosieve
