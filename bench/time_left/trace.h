// Trace: what a run's estimator could see of it: photos as they were committed, and pauses.
//
// Times are nanoseconds from the run's beginning. Simulated traces come from a seed: the pool of
// workers with its leases and commits as in core/, and photos, machine and troubles of a class.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace photosieve {

struct TraceEvent {
  enum class Kind : std::uint8_t { kCommitted, kPaused, kResumed };
  SteadyNs at = 0;
  Kind kind = Kind::kCommitted;
  double cost = 0;            // of the photo that was committed
  double worker_seconds = 0;  // and how long it was in a worker
};

struct Trace {
  std::uint32_t workers = 1;
  std::uint32_t batch_size = 1;
  std::uint32_t done_before = 0;  // photos of an earlier run of the session
  std::uint32_t photos = 0;       // of this run
  double cost = 0;                // of this run
  double cost_before = 0;         // of that earlier run, and the seconds of processing it took
  double seconds_before = 0;
  double true_speed = 0;           // simulated: cost a second that is to be expected; else 0
  std::vector<TraceEvent> events;  // in the order of time; the last is the last photo's
};

enum class TraceClass : std::uint8_t { kSteady, kMixed, kSlowTail, kPauses, kThrottled, kResumed };
constexpr int kTraceClasses = 6;
[[nodiscard]] const char* name(TraceClass which);

// Run `run` on machine `machine`: same machine, same workers and speed.
[[nodiscard]] Trace simulate(TraceClass which, std::uint64_t seed, std::uint32_t machine,
                             std::uint32_t run);

}  // namespace photosieve
