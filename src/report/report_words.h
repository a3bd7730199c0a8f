// Names, times and numbers of a stored session as the HTML report words them.
//
// What is not known is a dash. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace photosieve {

[[nodiscard]] std::string words(std::string_view name);  // "out_of_focus": "out of focus"
[[nodiscard]] std::string capital(std::string text);     // "quality": "Quality"
[[nodiscard]] std::string time_text(
    const std::optional<WallMs>& time);  // "2026-01-31 09:15:02 UTC"
// "5.01 %": never rounded up, so that 100.00 % means all.
[[nodiscard]] std::string share_text(std::uint64_t part, std::uint64_t whole);
[[nodiscard]] std::string number_text(const std::optional<double>& value, const char* form);

}  // namespace photosieve
