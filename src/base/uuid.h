// uuid_v7: a new identifier that sorts by its time of making (RFC 9562, version 7).
//
// Threads: any. Errors: none; the kernel's random source is always there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/clock.h"

namespace photosieve {

[[nodiscard]] std::string uuid_v7(WallMs now);
[[nodiscard]] bool is_uuid(const std::string& text);

}  // namespace photosieve
