// MemoryBound: how many workers fit into memory, by what the largest of them took so far.
//
// A worker takes most while it decodes its largest photo, for a fraction of a second: what all take
// now says little of what they will take when two meet their largest at once. So the peak of one is
// taken for each, beside what others and the coordinator hold, and an eighth of the memory stays
// free, 256 MB at most. The number rises only when there is clearly room (a third of a worker more
// than needed), so that it does not go up and down with what others do.
// Pure. Threads: one. Cost: constant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace photosieve {

struct MemoryReading {
  std::optional<double> total_mb;    // the machine's, or the container's limit
  std::optional<double> used_mb;     // of it, the working set
  std::optional<double> cache_mb;    // of that, files in use, given up under pressure; nothing: 0
  std::optional<double> workers_mb;  // of used_mb, what the program's processes hold
  double peak_mb = 0;                // the most that one worker held; 0: none is known
};

class MemoryBound {
 public:
  // At least 1; nothing while it cannot be known.
  [[nodiscard]] std::optional<std::uint32_t> read(const MemoryReading& reading);

 private:
  std::optional<std::uint32_t> fit_;
};

}  // namespace photosieve
