// A profile for people: every rule with its effect, its limits, their source and where they stand.
//
// Units are in the limits' names. Rules come by what they do: reject, warn, label; then what is not
// looked for and what no program can check. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "model/profile.h"

namespace photosieve {

[[nodiscard]] std::string profile_text(const Profile& profile);
// The same as JSON: {name, title, extends, keep_per_motif, near_percent, rules: [{code, category,
// severity, limits: [{name, value, from}], source, from}], extra_names, not_checked}.
[[nodiscard]] nlohmann::ordered_json profile_public_json(const Profile& profile);

}  // namespace photosieve
