// Moments of capture as cameras write them, compared.
//
// Cameras write local time without a zone ("2026-01-31T09:15:02", with a fraction where they know
// it: "2026-01-31T09:15:02.37"); of one camera, differences say how long it was between two
// exposures.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace photosieve {

// Milliseconds since 1970 by the camera's own clock; nothing for what is no such moment.
[[nodiscard]] std::optional<std::int64_t> capture_milliseconds(std::string_view taken_at);

}  // namespace photosieve
