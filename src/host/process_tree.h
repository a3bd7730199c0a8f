// ProcessTree: what the program's own processes take of memory and processor time.
//
// Memory is the sum of their anonymous pages (RssAnon), which nobody shares and the kernel cannot
// drop; pages of files, shared by all of them, count for nobody. It is read as resident less shared
// pages of statm: the same counters as RssAnon of status, at half the cost. The proportional set
// (PSS: shared pages by parts) takes the kernel a millisecond a process, so it is added up one
// process a sample and told once a minute. Processor time: 100 is `processors` processors.
// Errors   none: a process that is gone counts for nothing; what cannot be read has no value.
// Threads  one. Cost: two reads of kept files a process; two descriptors a process.
// Source   proc_pid_stat(5), proc_pid_statm(5), proc_pid_smaps(5).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "host/host_root.h"

namespace photosieve {

struct ProcessSample {
  std::optional<double> memory_mb;
  std::optional<double> pss_mb;       // of the last minute
  std::optional<double> cpu_percent;  // nothing at the first sample
  std::uint32_t processes = 0;        // that could be read
};

class ProcessTree {
 public:
  explicit ProcessTree(const HostRoot& root) : root_(root) {}
  // Each pid once, however often it stands there.
  [[nodiscard]] ProcessSample sample(std::span<const pid_t> pids, double processors, SteadyNs now);

 private:
  struct Known {
    KeptFile stat;
    KeptFile statm;
    std::optional<std::uint64_t> ticks;
    bool seen = false;
  };
  void add_pss(SteadyNs now);

  HostRoot root_;
  std::map<pid_t, Known> known_;
  std::optional<SteadyNs> last_;
  std::vector<pid_t> to_add_;  // whose PSS is still to be added up
  std::optional<double> adding_mb_;
  bool refused_ = false;  // one of them may not be read: the sum is unknown
  std::optional<double> pss_mb_;
  std::optional<SteadyNs> pss_begun_;
};

// Pages of a /proc/PID/statm text that are resident, and those of them that are not of a file; user
// and system ticks of a /proc/PID/stat text, whose command may hold spaces and brackets.
[[nodiscard]] std::optional<std::uint64_t> resident_pages(std::string_view statm);
[[nodiscard]] std::optional<std::uint64_t> anonymous_pages(std::string_view statm);
[[nodiscard]] std::optional<std::uint64_t> processor_ticks(std::string_view stat);

// The most memory that a process held at any time and nobody could have taken from it (VmHWM of its
// status without RssFile): pages of its program and libraries are the kernel's to drop, and workers
// share them. Cost: one small read.
[[nodiscard]] std::optional<double> peak_memory_mb(const HostRoot& root, pid_t pid);

// The processes that this one has started and not yet reaped, from its threads' `children`.
// Nothing where the kernel does not tell them. Cost: a read a thread.
[[nodiscard]] std::vector<pid_t> children_of_this_process(const HostRoot& root);

}  // namespace photosieve
