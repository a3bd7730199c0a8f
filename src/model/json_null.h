// What is not known is null in JSON, never 0: values of the contract's events and objects.
//
// Numbers are rounded as everywhere in public JSON (rounded(), 1e-3); times are ISO 8601 in UTC.
// Threads: pure. Errors: none.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>

#include "base/clock.h"
#include "model/finding.h"

namespace photosieve {

template <class Value>
[[nodiscard]] nlohmann::ordered_json or_null(const std::optional<Value>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_same_v<Value, double>)
    return rounded(*value);
  else
    return *value;
}

[[nodiscard]] inline nlohmann::ordered_json time_or_null(const std::optional<WallMs>& time) {
  if (!time) return nullptr;
  return iso8601(*time);
}

}  // namespace photosieve
