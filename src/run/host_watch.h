// HostWatch: samples the host and the program once a second, for all sessions of this process.
//
// Each session says which workers it has; where several sessions share workers, the numbers of
// processes are of all of them. GPUs are asked on a thread of their own, since a driver may block
// for long: what they said last counts for five seconds.
// Errors   none: what cannot be read has no value.
// Threads  two of its own, from construction to destruction; every method any.
// Cost     under 1 ms of processor time a second, told in each sample.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/unique_fd.h"
#include "host/host_sample.h"

namespace photosieve {

class HostWatch {
 public:
  explicit HostWatch(const Clock& clock);
  ~HostWatch();
  HostWatch(const HostWatch&) = delete;
  HostWatch& operator=(const HostWatch&) = delete;

  // The worker processes that a session has now; none: it has ended.
  void set_workers(const std::string& session_id, std::vector<pid_t> pids);
  [[nodiscard]] std::uint32_t workers() const;
  // The newest sample; one that knows nothing before there is any.
  [[nodiscard]] std::shared_ptr<const HostSample> newest() const;

 private:
  using Workers = std::map<std::string, std::vector<pid_t>>;

  [[nodiscard]] std::vector<pid_t> pids() const;  // of the whole program
  void watch_host();
  void watch_gpus();
  [[nodiscard]] bool rest();  // until the next second; false: it is over

  const Clock& clock_;
  Guarded<Workers> workers_;
  Guarded<std::shared_ptr<const HostSample>> newest_;
  Guarded<GpusUse> gpus_;
  UniqueFd stop_;
  std::thread host_;
  std::thread gpu_;
};

}  // namespace photosieve
