// SqliteDatabase: SQLite as this program uses it.
//
// The only door to sqlite3.h. A database is opened with WAL, synchronous=FULL, foreign keys, a
// bounded page cache and a busy time-out. What run() asks is done at once.
// Errors   kRetry for busy and locked, kFatal for a full disk, a broken file and all else; the
//          message holds SQLite's own words.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/database.h"

struct sqlite3;

namespace photosieve {

class SqliteDatabase final : public Database {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path);
  ~SqliteDatabase() override;

  [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
  [[nodiscard]] Result<std::unique_ptr<Statement>> stream(std::string_view sql) override;
  [[nodiscard]] Result<> execute(const std::string& sql) override;
  [[nodiscard]] Result<> transaction(const Work& work) override;
  [[nodiscard]] Result<> upgrade(const Work& work) override;
  [[nodiscard]] Result<std::size_t> schema_version() override;
  [[nodiscard]] Result<> set_schema_version(std::size_t version) override;
  [[nodiscard]] Result<bool> is_empty() override;

 private:
  explicit SqliteDatabase(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_ = nullptr;
};

}  // namespace photosieve
