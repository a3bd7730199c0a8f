// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/process_tree.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr SteadyNs kBetweenPss = 60'000'000'000;
constexpr double kBytesPerMb = 1024.0 * 1024.0;

}  // namespace

std::optional<std::uint64_t> resident_pages(std::string_view statm) {
  (void)take_word(statm);
  return take_number(statm);
}

std::optional<std::uint64_t> anonymous_pages(std::string_view statm) {
  (void)take_word(statm);
  const auto resident = take_number(statm);
  const auto shared = take_number(statm);
  if (!resident || !shared) return std::nullopt;
  return *resident - std::min(*resident, *shared);
}

std::optional<std::uint64_t> processor_ticks(std::string_view stat) {
  const std::size_t bracket = stat.rfind(')');
  if (bracket == std::string_view::npos) return std::nullopt;
  std::string_view fields = stat.substr(bracket + 1);  // from field 3, the state
  for (int i = 0; i < 11; ++i) (void)take_word(fields);
  const auto user = take_number(fields);
  const auto system = take_number(fields);
  if (!user || !system) return std::nullopt;
  return *user + *system;
}

ProcessSample ProcessTree::sample(std::span<const pid_t> pids, double processors, SteadyNs now) {
  static const auto page_bytes = static_cast<double>(::sysconf(_SC_PAGESIZE));
  static const auto ticks_a_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const double seconds = last_ && now > *last_ ? static_cast<double>(now - *last_) / 1e9 : 0;
  ProcessSample sample;
  double spent = 0;
  for (auto& [pid, known] : known_) known.seen = false;
  for (const pid_t pid : pids) {
    const std::string folder = fmt::format("/proc/{}/", pid);
    auto found = known_.find(pid);
    if (found == known_.end())
      found = known_
                  .emplace(pid, Known{KeptFile(root_, folder + "stat"),
                                      KeptFile(root_, folder + "statm"), std::nullopt, false})
                  .first;
    Known& known = found->second;
    if (std::exchange(known.seen, true)) continue;
    const auto stat = known.stat.read();
    const auto ticks = stat ? processor_ticks(*stat) : std::nullopt;
    if (!ticks) {
      known.ticks.reset();
      continue;
    }
    ++sample.processes;
    const auto statm = known.statm.read();
    if (const auto pages = statm ? anonymous_pages(*statm) : std::nullopt)
      sample.memory_mb =
          sample.memory_mb.value_or(0) + static_cast<double>(*pages) * page_bytes / kBytesPerMb;
    // One that is new has spent all it has since the last sample, were it single-threaded.
    const std::uint64_t before = known.ticks.value_or(0);
    const double step = *ticks > before ? static_cast<double>(*ticks - before) : 0;
    spent += known.ticks ? step : std::min(step, seconds * ticks_a_second);
    known.ticks = ticks;
  }
  std::erase_if(known_, [](const auto& one) { return !one.second.seen; });
  if (seconds > 0 && processors > 0)
    sample.cpu_percent = 100.0 * spent / ticks_a_second / seconds / processors;
  last_ = now;
  add_pss(now);
  sample.pss_mb = pss_mb_;
  return sample;
}

void ProcessTree::add_pss(SteadyNs now) {
  if (to_add_.empty()) {
    if (pss_begun_ && now - *pss_begun_ < kBetweenPss) return;
    pss_begun_ = now;
    adding_mb_.reset();
    refused_ = false;
    for (const auto& [pid, known] : known_) to_add_.push_back(pid);
    if (to_add_.empty()) return;
  }
  const std::string folder = fmt::format("/proc/{}", to_add_.back());
  to_add_.pop_back();
  const auto rollup = root_.text(folder + "/smaps_rollup");
  if (const auto kilobytes = rollup ? number_after(*rollup, "Pss:") : std::nullopt)
    adding_mb_ = adding_mb_.value_or(0) + static_cast<double>(*kilobytes) / 1024.0;
  else if (root_.exists(folder))
    refused_ = true;
  if (!to_add_.empty()) return;
  pss_mb_ = adding_mb_;
  if (refused_) pss_mb_.reset();
}

std::optional<double> peak_memory_mb(const HostRoot& root, pid_t pid) {
  const auto status = root.text(fmt::format("/proc/{}/status", pid));
  const auto kilobytes = status ? number_after(*status, "VmHWM:") : std::nullopt;
  if (!kilobytes) return std::nullopt;
  const auto of_files = number_after(*status, "RssFile:").value_or(0);
  return static_cast<double>(*kilobytes - std::min(*kilobytes, of_files)) / 1024.0;
}

std::vector<pid_t> children_of_this_process(const HostRoot& root) {
  std::vector<pid_t> children;
  for (const std::string& thread : root.names("/proc/self/task")) {
    const auto text = root.text("/proc/self/task/" + thread + "/children");
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (const auto pid = take_number(rest))
      if (*pid <= 0x3FFFFFFF) children.push_back(static_cast<pid_t>(*pid));
  }
  return children;
}

}  // namespace photosieve
