// MachineInfo: what the machine is, what bounds the program on it, and what a person may do about
// it.
//
// Threads: pure, but for what is read of the root. Cost: a few small reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/host_root.h"
#include "host/host_sample.h"

namespace photosieve {

struct MachineInfo {
  std::string processor;           // "Intel(R) Xeon(R) ..."; "": the kernel tells no name
  std::optional<unsigned> online;  // processors of the machine
};
[[nodiscard]] MachineInfo machine_info(const HostRoot& root = HostRoot());

// What bounds the program here, in words: "2 of 16 processors, 512 MB of memory (cgroup v2)".
// "": nothing but the machine itself.
[[nodiscard]] std::string limits_in_words(const HostSample& sample, const MachineInfo& machine);

// Sentences for a person: what holds the program back now, and what to do; none when all is well.
[[nodiscard]] std::vector<std::string> advice(const HostSample& sample, unsigned workers);

}  // namespace photosieve
