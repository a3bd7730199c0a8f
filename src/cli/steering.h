// Steering: pauses and resumes a session of this machine as any other program does, by its control
// socket, without making the view wait for the answer.
//
// The answer is not told: that a session is paused is an event. A wish that comes while an earlier
// one is under way is dropped.
// Threads  used by one; the answer is waited for on a thread of its own, two minutes at most.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "run/control.h"

namespace photosieve {

class Steering {
 public:
  Steering() = default;
  ~Steering() {
    if (thread_.joinable()) thread_.join();
  }
  Steering(const Steering&) = delete;
  Steering& operator=(const Steering&) = delete;

  void ask_for(ControlCommand command, const std::string& session_id);

 private:
  std::atomic<bool> busy_{false};
  std::thread thread_;
};

}  // namespace photosieve
