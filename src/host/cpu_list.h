// A list of processors as the kernel writes it: "0-3,8,10-11".
//
// Threads: pure. Source: cpuset(7), "List format".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace photosieve {

// Rising and each once; nothing: not such a list, or numbers beyond what the kernel knows (8191).
// An empty list has no processors.
[[nodiscard]] std::optional<std::vector<unsigned>> cpu_list(std::string_view text);

}  // namespace photosieve
