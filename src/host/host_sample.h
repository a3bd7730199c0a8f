// HostSample: what the machine does at one moment, as far as it can be known.
//
// What is not known has no value, never 0. 1 MB is 1024 x 1024 bytes; rates and percent are means
// since the sample before. Meaning, unit and source of each field: docs/host.md.
// Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "host/cgroup.h"
#include "host/disk_io.h"
#include "host/pressure.h"
#include "model/performance.h"

namespace photosieve {

// A GPU and what of it is not for the public event.
struct GpuSample {
  GpuUse use;
  bool asleep = false;                      // in runtime suspend: nothing else was asked
  std::optional<double> process_memory_mb;  // of the program's processes
};

struct GpusUse {
  // Nothing: it is not known whether there are any. Empty: there are none.
  std::optional<std::vector<GpuSample>> gpus;
  double cost_ms = 0;  // processor time of the asking
  SteadyNs at = 0;
};

struct HostSample {
  SteadyNs at = 0;
  WallMs wall = 0;

  std::optional<double> cpu_percent;          // of what this process may use
  std::optional<double> machine_cpu_percent;  // of all processors
  std::vector<std::optional<double>> core_percent;
  std::optional<double> memory_mb;  // of the machine, or the container's working set
  // Of memory_mb, pages of files in use, which the kernel gives up under pressure; nothing where
  // memory_mb is without them (a whole machine).
  std::optional<double> memory_cache_mb;
  std::optional<double> memory_total_mb;  // the machine's, or the container's limit
  std::optional<double> memory_percent;
  std::optional<double> swap_used_mb;

  std::optional<double> process_cpu_percent;
  std::optional<double> process_memory_mb;
  std::optional<double> process_memory_peak_mb;
  std::optional<double> process_pss_mb;
  std::uint32_t processes = 0;

  DisksUse disks;
  std::optional<double> network_sent_mb_s;
  std::optional<double> network_recv_mb_s;
  std::optional<PressureUse> pressure;
  std::optional<LoadAverage> load;
  CgroupLimits limits;
  std::optional<double> throttled_percent;  // time in which the quota held the container back
  double processors = 1;                    // that this process may use; a quota may part one

  GpusUse gpus;
  double cost_ms = 0;  // processor time of this sample, GPUs left out
};

// The mean of the GPUs whose utilisation is known; nothing: of none.
[[nodiscard]] std::optional<double> gpu_percent(const GpusUse& gpus);

// The fields of the contract's event that a sample knows. `filesystem`: the device that the output
// is on (disk_of()); nothing: the disks of the whole machine.
void fill_host_fields(PerformanceUpdate& update, const HostSample& sample,
                      std::optional<dev_t> filesystem);

}  // namespace photosieve
