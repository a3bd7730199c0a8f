// ProgramUse: what the program takes of memory and processor time, all its sessions together.
//
// Each session says which workers it has; who asks first after a second measures anew, the others
// get what was measured. Where several sessions share workers, the numbers are of all of them.
// Errors   none: what cannot be read has no value. Threads  any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "core/session_core.h"
#include "host/process_use.h"

namespace photosieve {

class ProgramUse {
 public:
  // The worker processes that a session has now; none: it has ended.
  void set_workers(const std::string& session_id, std::vector<pid_t> pids);
  [[nodiscard]] HostUse sample(SteadyNs now);
  // The most memory that was ever measured.
  [[nodiscard]] std::optional<double> peak_mb() const;
  [[nodiscard]] std::uint32_t workers() const;

 private:
  struct State {
    std::map<std::string, std::vector<pid_t>> workers;
    ProcessUse use;
    HostUse newest;
    std::optional<double> peak_mb;
    std::optional<SteadyNs> measured_at;
  };
  Guarded<State> state_;
};

}  // namespace photosieve
