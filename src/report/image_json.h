// A stored result as JSON, the form of reports and of REST: what `inspect` prints, and n, group,
// copied and copy_error.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "store/store.h"

namespace photosieve {

[[nodiscard]] nlohmann::ordered_json image_json(const StoredResult& stored);

}  // namespace photosieve
