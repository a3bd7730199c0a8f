// What a run's pace has to say: that it stands still, which way it goes, that it is slower than the
// runs before it on this machine.
//
// Pure functions of a TimeLeft. Speeds are in cost, so that large photos do not look like a slow
// machine; pauses are left out. Threads: TimeLeft's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "publish/time_left.h"

namespace photosieve {

// After how many seconds without a result a run stands still: ten times what a photo usually takes
// in a worker, ten seconds at least; 30 while nothing was committed yet.
[[nodiscard]] double stall_patience(const TimeLeft& time_left);

// How the speed of the last two minutes compares with that of the two before, in percent: -20 is a
// fifth slower. Shorter spans while the run is young; nothing before 20 seconds of it.
[[nodiscard]] std::optional<double> speed_trend(const TimeLeft& time_left, SteadyNs now);

// How much slower than this machine's earlier runs, in percent of their speed: 30 is at 0.7 of it.
// Only where the last minute and the one before it both lie under what 97.5 % of earlier runs reach
// and a tenth below their mean.
[[nodiscard]] std::optional<double> slower_than_past(const TimeLeft& time_left);

}  // namespace photosieve
