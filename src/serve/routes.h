// The REST routes: CONTRACT section 3 as a list.
//
// Threads: before the server starts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/router.h"
#include "serve/services.h"

namespace photosieve {

// `services` must outlive the routes.
void add_routes(Router& router, const Services& services);

}  // namespace photosieve
