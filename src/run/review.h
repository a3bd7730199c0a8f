// review(): similarity over all photos of a session, from the best to the worst.
//
// Streams the stored results through decide/'s SimilarityWalk. Depends on the results and the
// profile alone. `go_on` is asked now and then; when it says no, what is decided so far is dropped
// and nothing is returned.
// Temporary files lie in `folder`.
// Errors   the store's; kFatal when there is no room for the files.
// Threads  the store's own.
// Memory   that of the walk, and what is returned: photos that are in a group.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/profile.h"
#include "store/store.h"

namespace photosieve {

[[nodiscard]] Result<std::optional<std::vector<ReviewOutcome>>> review(
    Store& store, const std::string& session_id, const Profile& profile, const std::string& folder,
    const std::function<bool()>& go_on);

}  // namespace photosieve
