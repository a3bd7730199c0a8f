// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include <fmt/format.h>

#include <cstdlib>

#include "store/database_address.h"
#include "store/store_postgres.h"
#include "store/store_sqlite.h"

namespace photosieve {

Result<std::unique_ptr<Store>> open_store(const std::string& address) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (address.starts_with(kSqlite) && address.size() > kSqlite.size())
    return open_sqlite_store(address.substr(kSqlite.size()));
  if (is_postgres_address(address)) return open_postgres_store(address);
  return fail(ErrorKind::kUsage, fmt::format("{} is no database address; write sqlite:PATH or "
                                             "postgresql://USER@HOST/DATABASE",
                                             shown_address(address)));
}

std::string default_database() {
  const auto environment = [](const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
    return std::string(value == nullptr ? "" : value);
  };
  std::string base = environment("XDG_DATA_HOME");
  if (!base.starts_with('/')) {
    const std::string home = environment("HOME");
    base = (home.empty() ? std::string("/tmp") : home) + "/.local/share";
  }
  return "sqlite:" + base + "/photosieve/photosieve.db";
}

}  // namespace photosieve
