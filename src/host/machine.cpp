// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/machine.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/cpu_list.h"
#include "host/text_scan.h"

namespace photosieve {
namespace {

// From these on a person is told. The pressures are where waiting begins to cost noticeably more
// than a tenth of the time; a worker with the largest photo that is taken in holds about 400 MB.
constexpr double kMuchWaiting = 20;
constexpr double kMemoryWaiting = 10;
constexpr double kThrottled = 10;
constexpr double kBusy = 90;
constexpr double kMbOfAWorker = 400;

std::string workers_in_words(unsigned workers) {
  return workers == 1 ? "1 worker" : fmt::format("{} workers", workers);
}

void advise_on_memory(const HostSample& sample, unsigned workers,
                      std::vector<std::string>& advice) {
  if (sample.limits.memory && sample.memory_total_mb && workers > 1 &&
      *sample.memory_total_mb < workers * kMbOfAWorker)
    advice.push_back(fmt::format(
        "The container's {:.0f} MB are {:.0f} MB for each of {}, and a very large photo takes "
        "about "
        "{:.0f} MB: raise the limit, or use --workers {:.0f}",
        *sample.memory_total_mb, *sample.memory_total_mb / workers, workers_in_words(workers),
        kMbOfAWorker, std::max(1.0, *sample.memory_total_mb / kMbOfAWorker)));
  if (sample.pressure && sample.pressure->memory.value_or(0) > kMemoryWaiting)
    advice.push_back(
        fmt::format("Memory is short: something waited for it in {:.0f} % of the last 10 seconds. "
                    "Fewer workers (--workers) need less of it",
                    *sample.pressure->memory));
}

}  // namespace

MachineInfo machine_info(const HostRoot& root) {
  MachineInfo info;
  const std::string text = root.text("/proc/cpuinfo").value_or("");
  std::string_view lines = text;
  while (const auto line = take_line(lines)) {
    const std::size_t colon = line->find(':');
    if (colon == std::string_view::npos || trimmed(line->substr(0, colon)) != "model name")
      continue;
    info.processor = trimmed(line->substr(colon + 1));
    break;
  }
  if (const auto online = cpu_list(root.text("/sys/devices/system/cpu/online").value_or("")))
    if (!online->empty()) info.online = static_cast<unsigned>(online->size());
  return info;
}

std::string limits_in_words(const HostSample& sample, const MachineInfo& machine) {
  std::string words;
  if (!machine.online || sample.processors < *machine.online - 0.01)
    words = fmt::format("{:.4g} of {} processors", sample.processors,
                        machine.online ? fmt::format("{}", *machine.online) : "the machine's");
  if (sample.limits.memory && sample.memory_total_mb)
    words +=
        fmt::format("{}{:.0f} MB of memory", words.empty() ? "" : ", ", *sample.memory_total_mb);
  if (sample.limits.version != 0) words += fmt::format(" (cgroup v{})", sample.limits.version);
  return words;
}

std::vector<std::string> advice(const HostSample& sample, unsigned workers) {
  std::vector<std::string> advice;
  const bool busy = sample.cpu_percent.value_or(0) >= kBusy;
  if (sample.throttled_percent.value_or(0) > kThrottled)
    advice.push_back(fmt::format(
        "The container's quota of {:.4g} processors is used up: raise it for more speed",
        sample.processors));
  advise_on_memory(sample, workers, advice);
  if (sample.pressure && sample.pressure->io.value_or(0) > kMuchWaiting && !busy)
    advice.push_back(fmt::format(
        "The disk is the limit: {} wait for it, {:.0f} % of the last 10 seconds. More workers do "
        "not help; a faster disk for the photos or for the output does",
        workers == 0 ? "programs" : workers_in_words(workers), *sample.pressure->io));
  if (!sample.pressure)
    advice.emplace_back(
        "This kernel tells no pressure (PSI), so it is not seen what the program waits for: boot "
        "it "
        "with psi=1");
  return advice;
}

}  // namespace photosieve
