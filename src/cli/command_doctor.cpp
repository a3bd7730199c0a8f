// `doctor`: what this machine has and lacks, and how to mend it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/version.h"
#include "host/gpu_sampler.h"
#include "host/machine.h"
#include "host/processors.h"
#include "host/sampler.h"
#include "run/owner.h"
#include "run/worker_process.h"
#include "see/networks_folder.h"
#include "store/database_address.h"
#include "store/store.h"

namespace photosieve {
namespace {

constexpr int kSampledMs = 1000;

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

std::string gpu_in_words(const GpuSample& gpu) {
  std::string words = printable(gpu.use.name);
  if (gpu.asleep) return words + ", asleep and left so";
  if (gpu.use.memory_total_mb) words += fmt::format(", {:.0f} MB", *gpu.use.memory_total_mb);
  words += gpu.use.utilization_percent
               ? fmt::format(", {:.0f} % busy", *gpu.use.utilization_percent)
               : ", utilisation not known";
  return words;
}

std::string disk_in_words(const std::string& folder) {
  struct statvfs about {};
  if (::statvfs(folder.c_str(), &about) != 0) return "not known";
  return fmt::format("{} free below {}",
                     human_bytes(std::uint64_t{about.f_bavail} * about.f_frsize),
                     printable(folder));
}

// The machine over one second, and what it advises.
void show_host() {
  const SystemClock clock;
  HostSampler sampler(clock);
  const std::vector<pid_t> pids{::getpid()};
  (void)sampler.sample(pids);
  ::poll(nullptr, 0, kSampledMs);
  HostSample sample = sampler.sample(pids);
  GpuSampler gpus(clock);
  sample.gpus = gpus.sample(pids);
  const MachineInfo machine = machine_info();
  const unsigned workers = usable_processors();
  if (!machine.processor.empty()) line(true, "processor", printable(machine.processor));
  line(true, "processors",
       fmt::format("{} online, {:.4g} may be used: {} workers", machine.online.value_or(workers),
                   sample.processors, workers));
  const std::string limits = limits_in_words(sample, machine);
  line(true, "limits", limits.empty() ? "none but the machine's" : limits);
  if (sample.memory_total_mb && sample.memory_mb)
    line(true, "memory",
         fmt::format("{:.0f} of {:.0f} MB in use", *sample.memory_mb, *sample.memory_total_mb));
  if (sample.cpu_percent)
    line(true, "busy",
         fmt::format("{:.0f} % of the processors in the last second", *sample.cpu_percent));
  line(true, "disk", disk_in_words("."));
  if (sample.gpus.gpus)
    for (const GpuSample& gpu : *sample.gpus.gpus) line(true, "gpu", gpu_in_words(gpu));
  if (sample.gpus.gpus && sample.gpus.gpus->empty()) line(true, "gpu", "none");
  line(true, "cost of sampling", fmt::format("{:.2f} ms a second", sample.cost_ms));
  for (const std::string& one : advice(sample, workers)) std::cout << "advice  " << one << "\n";
}

}  // namespace

Result<int> run_doctor(const std::string& database) {
  bool good = true;
  utsname system{};
  ::uname(&system);
  good &= line(true, "photosieve", kVersion);
  good &=
      line(true, "system", fmt::format("{} {} {}", system.sysname, system.release, system.machine));
  show_host();
  good &= check_worker();
  const auto store = open_store(database);
  good &=
      line(store.has_value(), "database", store ? shown_address(database) : store.error().message);
  const NetworksFolder networks = networks_folder();
  line(!networks.folder.empty() || networks.off, "networks",
       networks.off              ? "switched off: faces and text are not looked for"
       : networks.folder.empty() ? "faces and text are not looked for: " + networks.why
                                 : printable(networks.folder));
  const auto runtime = runtime_folder();
  good &= line(runtime.has_value(), "runtime folder",
               runtime ? printable(*runtime) : runtime.error().message);
  return good ? kExitDone : kExitFailed;
}

}  // namespace photosieve
