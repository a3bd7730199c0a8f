// statistics_json(): what a session's photos are like, in numbers, for charts.
//
// Counts by category, code, severity, format, folder, camera and lens; the distribution of each
// measure that some photo has, with the profile's limits for it; photos a second over the session's
// own time; the slowest photos. Fields stand in api's schema Statistics (openapi.json). Rates are
// percentages with two decimals; bins are equally wide between the smallest and the largest value,
// the last one with its end; quantiles are of the nearest rank. Errors   kUsage for an unknown
// session; the store's. Threads  the store's own. Cost     one walk over the judged photos; 4 bytes
// a photo and measure while it is made. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace photosieve {

[[nodiscard]] Result<nlohmann::ordered_json> statistics_json(Store& store,
                                                             const std::string& session_id);

}  // namespace photosieve
