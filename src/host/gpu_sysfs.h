// AMD and Intel GPUs by what their drivers tell in sysfs; only of a GPU that is awake.
//
//   AMD    utilisation (gpu_busy_percent), memory, temperature, power.
//   Intel  utilisation as the time that the graphics part was not in its resting state (RC6 of
//   i915,
//          gtidle of xe): of its parts, the busiest; any work keeps it awake for a while, so this
//          is an upper bound; power from the energy counter and temperature where the driver has
//          them. Its memory is the machine's.
// Errors   what the driver does not tell, or refuses to tell now, is unknown.
// Threads  one. Source: linux Documentation/gpu/amdgpu/thermal.rst, ABI/testing/
//          sysfs-driver-intel-i915-hwmon, sysfs-driver-intel-xe-hwmon, gpu/i915 "gt sysfs".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "host/counter_rate.h"
#include "host/gpu_device.h"
#include "host/host_root.h"
#include "model/performance.h"

namespace photosieve {

[[nodiscard]] GpuUse read_amd_gpu(const HostRoot& root, const GpuDevice& device);

class IntelGpu {
 public:
  IntelGpu(const HostRoot& root, const GpuDevice& device);
  [[nodiscard]] GpuUse read(SteadyNs now);

 private:
  HostRoot root_;
  GpuDevice device_;
  struct Part {  // of the GPU: graphics, media
    std::string idle_path;
    CounterRate idle_ms;
  };
  std::vector<Part> parts_;  // empty: the driver tells nothing of their rest
  CounterRate energy_uj_;
};

}  // namespace photosieve
