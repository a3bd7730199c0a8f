// WorkerProcess: one worker: the program's own binary, executed anew, and the socket to it.
//
// The coordinator has threads, so it never forks: posix_spawn executes /proc/self/exe (or another
// binary, in tests) with the hidden command `worker-process`, the socket as descriptor 3 and
// nothing else inherited but standard error.
// Errors   kRetry when the system has no process or descriptor left.
// Threads  one. Destroying it kills and reaps the process.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "core/input.h"

namespace photosieve {

class WorkerProcess {
 public:
  static constexpr int kSocketFd = 3;
  static constexpr const char* kCommand = "worker-process";

  // `networks`: their folder, for a worker that shall judge with them.
  [[nodiscard]] static Result<WorkerProcess> start(const std::string& binary,
                                                   const std::string& networks = "");

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;
  ~WorkerProcess();

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] pid_t pid() const { return pid_; }
  void kill() const;
  void close_socket() { socket_.reset(); }  // asks it to end
  // Waits for the end of a process that has closed its socket or was killed, and says how it was.
  [[nodiscard]] WorkerLoss reap();

 private:
  WorkerProcess(UniqueFd socket, pid_t pid) : socket_(std::move(socket)), pid_(pid) {}
  void end();

  UniqueFd socket_;
  pid_t pid_ = -1;
};

// What a worker's wait status says of its end.
[[nodiscard]] WorkerLoss worker_loss(int wait_status);

}  // namespace photosieve
