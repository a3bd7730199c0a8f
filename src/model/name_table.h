// value_named(): the enumerator whose name stands at its place in a table of names.
//
// Threads: pure. Errors: nothing for a name that is not in the table.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace photosieve {

template <class Enum, std::size_t kCount>
[[nodiscard]] std::optional<Enum> value_named(const std::array<std::string_view, kCount>& names,
                                              std::string_view name) {
  for (std::size_t i = 0; i < kCount; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace photosieve
