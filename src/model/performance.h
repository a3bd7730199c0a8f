// PerformanceUpdate: what the machine, the program and one session do now: CONTRACT section 4.
//
// A value that is not known has no value and is null in JSON. 1 MB is 1024 x 1024 bytes.
// Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace photosieve {

struct GpuUse {
  std::string name;
  std::string vendor;
  std::optional<double> utilization_percent;
  std::optional<double> memory_used_mb;
  std::optional<double> memory_total_mb;
  std::optional<double> temperature_c;
  std::optional<double> power_w;
};

// PSI: the share of the last 10 seconds in which something waited, percent.
struct PressureUse {
  std::optional<double> cpu;
  std::optional<double> memory;
  std::optional<double> io;
};

struct PerformanceUpdate {
  std::string session_id;  // "": the host and the whole program
  WallMs timestamp = 0;
  std::optional<double> cpu_percent;  // of the machine, or of the container's allowance
  std::optional<double> process_cpu_percent;
  std::optional<double> memory_mb;
  std::optional<double> memory_percent;
  std::optional<double> process_memory_mb;  // all of the program's processes
  std::optional<double> process_memory_peak_mb;
  std::optional<std::vector<GpuUse>> gpus;
  std::optional<double> disk_read_mb_s;
  std::optional<double> disk_write_mb_s;
  std::optional<double> disk_free_mb;  // of the output's filesystem
  std::optional<double> network_sent_mb_s;
  std::optional<double> network_recv_mb_s;
  std::optional<PressureUse> pressure;
  std::optional<double> images_per_second;
  std::optional<double> speed_trend;  // change over the last minutes, percent
  std::optional<std::uint32_t> active_workers;
  std::optional<std::uint32_t> batch_size;
  std::optional<std::uint32_t> batch_done;  // photos done in the current batches
  std::optional<std::uint32_t> current_n;   // the photo that has been in work longest
  std::string current_filename;             // its path; "": none
  std::optional<double> eta_p50_seconds;
  std::optional<double> eta_p90_seconds;
};

[[nodiscard]] nlohmann::ordered_json performance_json(const PerformanceUpdate& update);

}  // namespace photosieve
