// HostSampler: one HostSample a call, a second apart, at a cost of a fraction of a millisecond.
//
// GPUs are not asked here (their drivers may block: host/gpu_sampler.h); whoever joins both puts
// them into the sample.
// Errors   none: what cannot be read is unknown in this sample and tried again in the next.
// Threads  one. Memory: under 1 MB. Cost: about twenty reads of kept files, two a process, and now
//          and then one process's smaps_rollup; measured in each sample.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "host/cgroup.h"
#include "host/counter_rate.h"
#include "host/cpu_times.h"
#include "host/disk_io.h"
#include "host/host_sample.h"
#include "host/memory_info.h"
#include "host/network_io.h"
#include "host/process_tree.h"

namespace photosieve {

class HostSampler {
 public:
  explicit HostSampler(const Clock& clock, const HostRoot& root = HostRoot());

  // `pids`: the program's processes, this one among them; the children of this process that are
  // not among them are found within ten samples.
  [[nodiscard]] HostSample sample(std::span<const pid_t> pids);

 private:
  void sample_processors(HostSample& sample, const CgroupState& state);
  void sample_memory(HostSample& sample, const CgroupState& state,
                     const std::optional<MemoryInfo>& memory) const;
  void sample_processes(HostSample& sample, std::span<const pid_t> pids);
  void sample_pressure(HostSample& sample, const std::string& group);

  struct Pressures {
    std::string group;
    KeptFile cpu, memory, io;
  };

  const Clock& clock_;
  HostRoot root_;
  KeptFile stat_, meminfo_, diskstats_, network_, load_;
  Pressures pressures_;
  Cgroup cgroup_;
  CpuMeter cpu_;
  CounterRate cgroup_cpu_, throttled_;
  std::string rated_group_;  // whose counters those are
  ProcessTree processes_;
  DiskMeter disks_;
  NetworkMeter interfaces_;
  std::vector<pid_t> children_;
  std::optional<double> peak_mb_;
  unsigned samples_ = 0;
};

}  // namespace photosieve
