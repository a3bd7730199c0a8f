// OneWorker: a worker process that is asked one thing at a time, and started anew when it is gone.
//
// Errors   kRetry when the worker ended instead of answering: `loss` says how. kFatal when workers
//          cannot be started at all.
// Threads  one; ask() blocks until the answer or the worker's end, which its limits bring about.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "run/worker_process.h"
#include "work/protocol.h"

namespace photosieve {

class OneWorker {
 public:
  explicit OneWorker(std::string binary, std::string networks = "")
      : binary_(std::move(binary)), networks_(std::move(networks)) {}

  [[nodiscard]] Result<Answer> ask(const Request& request, int photo_fd,
                                   std::optional<WorkerLoss>& loss);

 private:
  std::string binary_;
  std::string networks_;  // their folder; "": without
  std::optional<WorkerProcess> process_;
};

}  // namespace photosieve
