// judge_files(): single photos through a worker process, as a run judges them.
//
// For `inspect` and `compare`: no session, nothing stored. Links are followed here, since the
// person named the file. A photo whose worker dies three times of the same is decoder_failed.
// Errors   kUsage for a file that cannot be opened; kFatal when no worker can be started.
// Threads  blocks the calling thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/photo.h"
#include "model/profile.h"

namespace photosieve {

// Calls `each` for every path in order.
[[nodiscard]] Result<> judge_files(
    const std::vector<std::string>& paths, const Profile& profile, const std::string& worker_binary,
    const std::function<void(const std::string& path, const Result<PhotoResult>&)>& each);

}  // namespace photosieve
