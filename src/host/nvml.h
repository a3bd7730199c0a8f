// Nvml: NVIDIA's management library, opened at run time; the one door to it.
//
// The few functions that are needed are declared here by their published interface; where a driver
// lacks a newer version of one, the older is used. While it is open, the driver may keep a GPU from
// falling asleep: close it (destroy it) when nothing is to be asked.
// Errors   each question for itself: not supported, refused, a GPU that fell off the bus: unknown.
// Threads  one. A question may block while the driver is busy.
// Source   NVML API reference guide, docs.nvidia.com/deploy/nvml-api.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/performance.h"

namespace photosieve {

class Nvml {
 public:
  // `library`: "" for the driver's own. Nothing: there is none, or it does not start. With
  // `untouched`, GPUs are attached one by one as they are asked for, so that others sleep on;
  // nothing when the driver cannot do that.
  [[nodiscard]] static std::unique_ptr<Nvml> open(const std::string& library, bool untouched);
  ~Nvml();
  Nvml(const Nvml&) = delete;
  Nvml& operator=(const Nvml&) = delete;

  struct Process {
    std::uint32_t pid = 0;  // as the host numbers it
    std::optional<double> memory_mb;
  };
  struct Reading {
    GpuUse use;
    std::vector<Process> processes;
    bool lost = false;  // it fell off the bus
  };

  // The GPU at that PCI address ("0000:65:00.0"); nothing: the driver has none there.
  [[nodiscard]] std::optional<Reading> read(const std::string& address);
  // PCI addresses of all GPUs; attaches them.
  [[nodiscard]] std::vector<std::string> addresses();

 private:
  struct Functions;
  Nvml(void* library, std::unique_ptr<Functions> functions);

  void* library_;
  std::unique_ptr<Functions> call_;
};

}  // namespace photosieve
