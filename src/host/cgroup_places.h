// CgroupPlaces: the folders of the control groups that a process is in, version 1 and 2.
//
// From the texts of /proc/self/cgroup and /proc/self/mountinfo. Each list holds the process's own
// group first, then its ancestors up to the mount: what a container sees of them. A group that lies
// outside the mount (a namespace hides it) is the mount itself.
// Threads: pure. Source: cgroups(7), proc_pid_mountinfo(5).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace photosieve {

struct CgroupPlaces {
  std::vector<std::string> unified;  // version 2: all controllers
  std::vector<std::string> memory;   // version 1: one hierarchy a controller
  std::vector<std::string> cpu;
  std::vector<std::string> cpuacct;
  std::vector<std::string> cpuset;

  bool operator==(const CgroupPlaces&) const = default;
};

[[nodiscard]] CgroupPlaces cgroup_places(std::string_view self_cgroup, std::string_view mountinfo);

}  // namespace photosieve
