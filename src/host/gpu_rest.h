// GpuRest: whether a GPU may be asked now without waking it, or keeping it awake.
//
// A GPU in runtime suspend is woken by almost any question, and one that is asked each second never
// falls asleep. So one that sleeps is not asked; and one that may fall asleep (power/control is
// "auto"), has been idle for ten questions and does nothing for this program is left in peace for
// its autosuspend delay and ten seconds more, then asked once again.
// Reading the attributes of power/ itself wakes nothing.
// Threads  one. Source: linux Documentation/ABI/testing/sysfs-devices-power,
//          Documentation/power/runtime_pm.rst.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "host/host_root.h"

namespace photosieve {

class GpuRest {
 public:
  GpuRest(const HostRoot& root, const std::string& folder);

  enum class State : std::uint8_t {
    kAwake,    // ask it
    kResting,  // awake, but to be left in peace
    kAsleep,
  };
  [[nodiscard]] State look(SteadyNs now);
  // What the question gave: an unknown utilisation counts as idle.
  void told(std::optional<double> utilization, bool works_for_us, SteadyNs now);

 private:
  KeptFile status_;
  KeptFile control_;
  KeptFile delay_;
  int idle_ = 0;  // questions in a row
  std::optional<SteadyNs> until_;
};

}  // namespace photosieve
