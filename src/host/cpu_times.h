// CpuTimes: how busy the processors are, from the text of /proc/stat.
//
// Busy is all but idle and waiting for I/O, as top counts it; time stolen by a hypervisor counts as
// busy (it cannot be used). Percent, 100 being all the time of the processors that are meant.
// Errors   what is missing, goes back or did not move has no value. Processors come and go.
// Threads  CpuMeter one. Source: proc_stat(5), linux Documentation/filesystems/proc.rst 1.7.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace photosieve {

struct CpuTimes {
  std::uint64_t busy = 0;  // clock ticks
  std::uint64_t idle = 0;  // waiting for I/O included
};

struct CpuTable {
  std::optional<CpuTimes> machine;
  std::vector<std::optional<CpuTimes>> cores;  // by number; nothing: not online
};

[[nodiscard]] CpuTable cpu_table(std::string_view stat);

struct CpuBusy {
  std::optional<double> machine;
  std::optional<double> allowed;             // of the processors that this process may use
  std::vector<std::optional<double>> cores;  // by number
};

class CpuMeter {
 public:
  // Since the last step; nothing at the first one. `allowed`: numbers of processors; empty: all.
  [[nodiscard]] CpuBusy step(CpuTable table, std::span<const unsigned> allowed);

 private:
  CpuTable last_;
};

}  // namespace photosieve
