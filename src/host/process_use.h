// ProcessUse: what the program's own processes take of memory and processor time.
//
// Meaning  memory is the resident set of all given processes, shared pages of the program counted
//          in each; processor time is of all of them since the last sample, 100 being all the
//          processors this process may use.
// Errors   none: a process that is gone counts for nothing; what cannot be read has no value.
// Threads  one. Cost: two small reads a process.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.h"

namespace photosieve {

struct ProcessSample {
  std::optional<double> memory_mb;
  std::optional<double> cpu_percent;  // nothing at the first sample
};

class ProcessUse {
 public:
  [[nodiscard]] ProcessSample sample(std::span<const pid_t> pids, SteadyNs now);

 private:
  std::map<pid_t, std::uint64_t> ticks_;  // processor time of each at the last sample
  std::optional<SteadyNs> last_;
};

// Resident pages of a /proc/PID/statm text; user and system ticks of a /proc/PID/stat text, whose
// command may hold spaces and brackets.
[[nodiscard]] std::optional<std::uint64_t> resident_pages(std::string_view statm);
[[nodiscard]] std::optional<std::uint64_t> processor_ticks(std::string_view stat);

// Processors this process may run on.
[[nodiscard]] unsigned usable_processors();

}  // namespace photosieve
