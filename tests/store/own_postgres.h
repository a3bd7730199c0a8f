// OwnPostgres: the PostgreSQL server of a test program, started at its first use.
//
// PostgresSchema is the Database of store_fixture.h: each address is a schema of its own in one
// database of that server.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace photosieve {

class OwnPostgres {
 public:
  static OwnPostgres& get();
  OwnPostgres(const OwnPostgres&) = delete;
  OwnPostgres& operator=(const OwnPostgres&) = delete;
  ~OwnPostgres();

  // As tools/postgres: "restart", "down", "up". It is done when this returns.
  void tell(const std::string& verb);
  // With options of libpq, "&name=value" each.
  [[nodiscard]] std::string address(const std::string& options = "") const;
  [[nodiscard]] const std::string& folder() const { return folder_; }
  // Statements as its superuser, outside any store.
  void execute(const std::string& sql);

 private:
  OwnPostgres();

  std::string folder_;
};

struct PostgresSchema {
  static std::string fresh_address();
  // What is in it goes; the schema stays.
  static void remove(const std::string& address);
};

}  // namespace photosieve
