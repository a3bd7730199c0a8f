// `doctor`: what this machine has and lacks, and how to mend it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <sys/utsname.h>

#include <iostream>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/version.h"
#include "host/processors.h"
#include "run/owner.h"
#include "run/worker_process.h"
#include "store/store.h"

namespace photosieve {
namespace {

bool line(bool good, const std::string& what, const std::string& how) {
  std::cout << fmt::format("{:<5} {:<22} {}\n", good ? "ok" : "LACKS", what, how);
  return good;
}

// A worker that closes itself in and ends when its socket closes shows that both can be done.
bool check_worker() {
  auto process = WorkerProcess::start("/proc/self/exe");
  if (!process) return line(false, "worker processes", process.error().message);
  process->close_socket();
  const WorkerLoss loss = process->reap();
  const bool good = loss.kind == WorkerLoss::Kind::kDisobedient && loss.detail == 0;
  return line(good, "worker sandbox",
              good ? "seccomp closes decoders in"
                   : "a worker could not close itself in: seccomp is missing or forbidden (in a "
                     "container, allow the seccomp system call)");
}

}  // namespace

Result<int> run_doctor(const std::string& database) {
  bool good = true;
  utsname system{};
  ::uname(&system);
  good &= line(true, "photosieve", kVersion);
  good &=
      line(true, "system", fmt::format("{} {} {}", system.sysname, system.release, system.machine));
  good &= line(true, "processors", fmt::format("{} may be used", usable_processors()));
  good &= check_worker();
  const auto store = open_store(database);
  good &= line(store.has_value(), "database", store ? printable(database) : store.error().message);
  const auto runtime = runtime_folder();
  good &= line(runtime.has_value(), "runtime folder",
               runtime ? printable(*runtime) : runtime.error().message);
  return good ? kExitDone : kExitFailed;
}

}  // namespace photosieve
