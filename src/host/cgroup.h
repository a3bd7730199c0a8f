// Cgroup: what the control groups above this process let it have, and what they use of it.
//
// A limit is the smallest of the group and all its ancestors; version 1, version 2 and both beside
// one another. A limit that is no less than the machine has is none. The working set is what the
// group that sets the memory limit holds, less the page cache that the kernel can drop at once
// (inactive_file): what an out-of-memory kill is decided by.
// Errors   what cannot be read is unknown; limits that change, and groups that the process is moved
//          to, are seen at the next reading (moves: within 10 readings).
// Threads  one. Cost: about twelve small reads of kept files.
// Source   linux Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst, cpuset(7).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/cgroup_places.h"
#include "host/host_root.h"

namespace photosieve {

struct CgroupLimits {
  int version = 0;                           // 1 or 2 of the group with limits; 0: none is known
  std::optional<std::uint64_t> memory;       // bytes; killed above
  std::optional<std::uint64_t> memory_high;  // bytes; slowed down above
  std::optional<double> processors;          // quota: processor seconds a second
  std::optional<std::vector<unsigned>> processor_set;  // numbers it may run on
  std::string memory_group;                            // folder of the group that sets it; "": none
  std::string processor_group;
};

struct CgroupState {
  CgroupLimits limits;
  std::optional<std::uint64_t> working_set;  // bytes, of the group that sets the memory limit
  std::optional<std::uint64_t>
      active_cache;                     // of it: pages of files in use, given up under pressure
  std::optional<std::uint64_t> cpu_us;  // spent by the group that sets the quota, ever
  std::optional<std::uint64_t> throttled_us;
  std::string
      pressure_group;  // version 2 group whose pressure is this process's; "": the machine's
};

class Cgroup {
 public:
  explicit Cgroup(const HostRoot& root) : root_(root) {}
  // `machine_memory`: bytes, 0 when it is not known.
  [[nodiscard]] CgroupState read(std::uint64_t machine_memory);

 private:
  void look_for_places();
  [[nodiscard]] std::optional<std::string_view> kept(const std::string& path);
  void read_unified(CgroupLimits& limits, std::uint64_t machine_memory);
  void read_first(CgroupLimits& limits, std::uint64_t machine_memory);
  void read_use(CgroupState& state);

  HostRoot root_;
  CgroupPlaces places_;
  std::vector<std::pair<std::string, KeptFile>> files_;
  unsigned readings_ = 0;
};

}  // namespace photosieve
