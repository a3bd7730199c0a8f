// Processors: how many this process may use, and so how many workers are usual.
//
// The processors it may run on (affinity, which follows the cpuset) and the quota of the control
// groups above it bound it, whichever is less. A part of a processor that a quota leaves over is
// worth a worker: two workers use a quota of 1.5 whole, one does not.
// Threads: any. Cost: a handful of small reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace photosieve {

struct Processors {
  unsigned usable = 1;          // by affinity
  std::optional<double> quota;  // processor seconds a second

  [[nodiscard]] double allowance() const;  // what they can do, in processors; above 0
  [[nodiscard]] unsigned workers() const;  // at least 1
};

// Workers that use so many processors whole; at least 1.
[[nodiscard]] unsigned workers_for(double allowance);

[[nodiscard]] unsigned processors_by_affinity();
[[nodiscard]] Processors processors_now();
// Workers that are usual here: processors_now().workers().
[[nodiscard]] unsigned usable_processors();

}  // namespace photosieve
