// Where the text of a profile stands: built in, by its name, or in a file.
//
// Threads: any. Errors: nothing for what is not there or cannot be read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve {

inline constexpr std::size_t kLongestProfileFile = 1 << 20;  // bytes

// A name with a slash, or that ends in .toml.
[[nodiscard]] bool is_profile_path(const std::string& name);
[[nodiscard]] std::optional<std::string_view> built_in_profile_text(std::string_view name);
// A regular file's bytes, one more than kLongestProfileFile at most.
[[nodiscard]] std::optional<std::string> profile_text_file(const std::string& path);

}  // namespace photosieve
