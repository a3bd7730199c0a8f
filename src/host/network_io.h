// Network I/O: what the machine, or the container, sends and receives; from /proc/net/dev.
//
// 1 MB is 1024 x 1024 bytes. Interfaces that a device stands behind are added up; where none has
// one (a container's), all but loopback. So bytes that pass a bridge, bond, VLAN or tunnel on their
// way count once.
// Errors   an interface that is new or whose counters go back counts for nothing at that moment; no
//          interface at all: unknown.
// Threads  one. Source: proc_pid_net(5), linux Documentation/ABI/testing/sysfs-class-net.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "host/counter_rate.h"
#include "host/host_root.h"

namespace photosieve {

struct NetworkCounters {
  std::string_view name;  // in the text that was read
  std::uint64_t received = 0;
  std::uint64_t sent = 0;
};
[[nodiscard]] std::vector<NetworkCounters> network_table(std::string_view dev);

struct NetworkUse {
  std::optional<double> sent_mb_s;
  std::optional<double> received_mb_s;
};

class NetworkMeter {
 public:
  explicit NetworkMeter(const HostRoot& root) : root_(root) {}
  [[nodiscard]] NetworkUse step(std::string_view dev, SteadyNs now);

 private:
  struct Known {
    bool physical = false;
    CounterRate received, sent;
    bool seen = false;
  };
  HostRoot root_;
  std::map<std::string, Known> known_;
};

}  // namespace photosieve
