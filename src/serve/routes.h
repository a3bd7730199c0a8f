// The REST routes: CONTRACT section 3 as a list.
//
// Threads: before the server starts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "serve/router.h"
#include "serve/services.h"

namespace photosieve {

// `services` must outlive the routes.
void add_routes(Router& router, const Services& services);

// Method and template of each.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> route_names();

}  // namespace photosieve
