// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "run/worker_process.h"
#include "work/worker.h"

namespace photosieve {

int exit_status(const Error& error) {
  const bool wrong_use = error.kind == ErrorKind::kUsage || error.kind == ErrorKind::kTaken;
  return wrong_use ? kExitWrongUse : kExitFailed;
}

int run_worker(const std::string& networks) {
  return worker_main(WorkerProcess::kSocketFd, {}, networks);
}

}  // namespace photosieve
