// event_from_json(): the public events of CONTRACT section 2 as values again, from another program.
//
// Only what a watcher shows is read. A field that is missing, null or of another kind has no value;
// numbers are held within +-1e12, texts within 4 KB; unknown fields are ignored, so that a newer
// server may add some.
// Errors   kRetry for an event without what makes it one; nothing for an event that is not shown.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "model/events.h"

namespace photosieve {

[[nodiscard]] Result<std::optional<Event>> event_from_json(std::string_view name,
                                                           const nlohmann::ordered_json& data);

}  // namespace photosieve
