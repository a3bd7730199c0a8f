// dry_run(): what starting a session would do, without making anything.
//
// Walks the input as a session would, counts its photos and bytes, and looks at what stands in the
// way: a session over the same folders, an output inside the input, no room, files of the same
// names in the output.
// Errors   kUsage for an input or profile that cannot be; what would stop the start is a conflict.
// Threads  any; blocks for as long as the walk takes. Cost: a stat a file, and one in the output.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "run/session_host.h"

namespace photosieve {

[[nodiscard]] Result<DryRun> dry_run(const StartRequest& request, Store& store,
                                     const std::stop_token& stop = {});

}  // namespace photosieve
