// What a server tells one client of real-time events, beside what a run tells everybody
// (model/events): its greeting, what it joined, answers to what it asked, and errors.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/session.h"

namespace photosieve {

[[nodiscard]] nlohmann::ordered_json connected_json(std::string_view client_id, WallMs now);
// `milestones`: those reached so far, each as the event milestone_reached.
[[nodiscard]] nlohmann::ordered_json session_joined_json(const Session& session,
                                                         nlohmann::ordered_json milestones,
                                                         WallMs now);
[[nodiscard]] nlohmann::ordered_json session_status_json(const Session& session);
[[nodiscard]] nlohmann::ordered_json pong_json(WallMs now);
[[nodiscard]] nlohmann::ordered_json error_json(std::string_view code, std::string_view message);

}  // namespace photosieve
