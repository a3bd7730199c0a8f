// Disk I/O: what each disk reads and writes, from the text of /proc/diskstats.
//
// 1 MB is 1024 x 1024 bytes; a sector is 512 bytes there, whatever the disk's own are. Disks are
// known by their device number, so that a file's st_dev finds the disk or partition that it is on.
// Errors   a disk that is new or whose counters go back has no rate for that moment; one that never
//          moved is left out; a filesystem that is on no single device (overlay, network) has none.
// Threads  DiskMeter one. Source: linux Documentation/admin-guide/iostats.rst.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

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

struct DiskCounters {
  dev_t device = 0;
  std::string_view name;  // in the text that was read
  std::uint64_t sectors_read = 0;
  std::uint64_t sectors_written = 0;
  std::uint64_t busy_ms = 0;
};
[[nodiscard]] std::vector<DiskCounters> disk_table(std::string_view diskstats);

struct DiskUse {
  dev_t device = 0;
  std::string name;
  bool physical = false;  // a whole disk, not a part of one or something on top of others
  std::optional<double> read_mb_s;
  std::optional<double> write_mb_s;
  std::optional<double> busy_percent;  // time in which it had something to do
};

struct DisksUse {
  std::vector<DiskUse> disks;
  std::optional<double> read_mb_s;  // of all physical disks
  std::optional<double> write_mb_s;
};

class DiskMeter {
 public:
  explicit DiskMeter(const HostRoot& root) : root_(root) {}
  [[nodiscard]] DisksUse step(std::string_view diskstats, SteadyNs now);

 private:
  struct Known {
    bool physical = false;
    CounterRate read, written, busy;
    bool seen = false;
  };
  [[nodiscard]] bool is_physical(const std::string& name) const;

  HostRoot root_;
  std::map<std::string, Known> known_;
};

// The device of the filesystem that a folder (its st_dev) is on: itself, or, where filesystems have
// numbers of their own (btrfs), the device that /proc/self/mountinfo names as its source.
[[nodiscard]] std::optional<dev_t> disk_of(const HostRoot& root, dev_t filesystem);

}  // namespace photosieve
