// Addresses of databases as they may be shown.
//
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace photosieve {

// "postgresql://..." or "postgres://...".
[[nodiscard]] bool is_postgres_address(std::string_view address);

// The folder that the file of a "sqlite:PATH" lies in; "" where it is another's to say.
[[nodiscard]] std::string database_folder(std::string_view address);

// The address without the name and password of a user and without its options, which may hold a
// password too: what may be written to a terminal, a log or an error. Valid UTF-8.
[[nodiscard]] std::string shown_address(const std::string& address);

}  // namespace photosieve
