// summary_counts(): what the store counts of a session, as the summary shows it.
//
// Errors: the store's. Threads: the store's own. Cost: one walk over the session's photos.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "console/summary.h"
#include "store/store.h"

namespace photosieve {

[[nodiscard]] Result<SummaryCounts> summary_counts(Store& store, const Session& session);

}  // namespace photosieve
