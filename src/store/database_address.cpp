// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database_address.h"

#include "base/text.h"

namespace photosieve {

bool is_postgres_address(std::string_view address) {
  return address.starts_with("postgresql://") || address.starts_with("postgres://");
}

std::string database_folder(std::string_view address) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (!address.starts_with(kSqlite)) return "";
  const std::string_view path = address.substr(kSqlite.size());
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string shown_address(const std::string& address) {
  const std::size_t slashes = address.find("://");
  if (slashes == std::string::npos) return printable(address);
  const std::size_t from = slashes + 3;
  // A password may hold any of these characters, written as it should not be: the last @ counts,
  // also one behind a question mark, and nothing is shown of what follows one.
  const std::size_t at = address.rfind('@');
  std::string rest = address.substr(at == std::string::npos || at < from ? from : at + 1);
  rest = rest.substr(0, rest.find_first_of("?#"));
  return printable(address.substr(0, from) + rest);
}

}  // namespace photosieve
