// GpuSampler: all GPUs of the machine, one question each, none of them woken.
//
// NVIDIA by NVML, AMD and Intel by sysfs; memory of the program's own processes by NVML's list
// (where the process numbers are the host's) and by DRM's fdinfo. GPUs are looked for every ten
// samples, so that one that comes or goes is seen.
// Errors   what fails or is not supported is unknown and tried again; a GPU that fell off the bus
//          stays in the list with nothing known, until sysfs drops it.
// Threads  one; a driver may block it. Cost: told in each sample; nothing where there is no GPU.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "host/gpu_device.h"
#include "host/gpu_rest.h"
#include "host/gpu_sysfs.h"
#include "host/host_sample.h"
#include "host/nvml.h"

namespace photosieve {

class GpuSampler {
 public:
  // `nvml`: a library to use instead of the driver's, for tests.
  explicit GpuSampler(const Clock& clock, const HostRoot& root = HostRoot(), std::string nvml = "");

  [[nodiscard]] GpusUse sample(std::span<const pid_t> pids);
  [[nodiscard]] bool nvml_is_open() const { return nvml_ != nullptr; }

 private:
  struct Known {
    GpuDevice device;
    GpuRest rest;
    std::unique_ptr<IntelGpu> intel;
    GpuRest::State state = GpuRest::State::kAwake;
  };
  void look_for_devices();
  void look_for_clients(std::span<const pid_t> pids);
  void open_nvml_if_needed();
  [[nodiscard]] GpuSample read(Known& known, std::span<const pid_t> pids, SteadyNs now);
  void read_nvidia(const Known& known, std::span<const pid_t> pids, GpuSample& sample);
  [[nodiscard]] std::vector<GpuSample> without_sysfs(std::span<const pid_t> pids);

  const Clock& clock_;
  HostRoot root_;
  const std::string nvml_library_;
  bool host_pids_ = false;  // this process sees the numbers that the driver sees
  std::vector<Known> gpus_;
  std::unique_ptr<Nvml> nvml_;
  unsigned nvml_wait_ = 0;                    // samples until it is tried again
  std::map<std::string, double> clients_mb_;  // by PCI address, of the program's processes
  unsigned samples_ = 0;
};

}  // namespace photosieve
