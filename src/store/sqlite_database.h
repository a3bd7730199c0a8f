// SqliteDatabase and SqliteStatement: SQLite as this program uses it.
//
// The only door to sqlite3.h beside store_sqlite's files. A database is opened with WAL,
// synchronous=FULL, foreign keys, a bounded page cache and a busy time-out; a statement is
// prepared once, bound by position from 1, and stepped.
// Errors   kRetry for busy and locked, kFatal for a full disk, a broken file and all else; the
//          message holds SQLite's own words.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace photosieve {

class SqliteDatabase;

class SqliteStatement {
 public:
  SqliteStatement() = default;
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&& other) noexcept;
  ~SqliteStatement();

  SqliteStatement& bind(int place, std::int64_t value);
  SqliteStatement& bind(int place, double value);
  SqliteStatement& bind(int place, std::string_view text);
  SqliteStatement& bind_blob(int place, std::string_view bytes);
  SqliteStatement& bind_null(int place);

  // True with a row, false at the end; the statement is then ready to be bound again.
  [[nodiscard]] Result<bool> step();
  // For statements without rows.
  [[nodiscard]] Result<> run();
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t whole(int column) const;
  [[nodiscard]] double number(int column) const;
  [[nodiscard]] std::string text(int column) const;  // also for blobs

 private:
  friend class SqliteDatabase;
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}

  sqlite3_stmt* statement_ = nullptr;
};

class SqliteDatabase {
 public:
  [[nodiscard]] static Result<SqliteDatabase> open(const std::string& path);
  SqliteDatabase(SqliteDatabase&& other) noexcept;
  SqliteDatabase& operator=(SqliteDatabase&& other) noexcept;
  ~SqliteDatabase();

  [[nodiscard]] Result<SqliteStatement> prepare(std::string_view sql);
  [[nodiscard]] Result<> execute(const char* sql);
  // All that `work` writes, or nothing of it.
  [[nodiscard]] Result<> transaction(const std::function<Result<>()>& work);

 private:
  explicit SqliteDatabase(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_ = nullptr;
};

}  // namespace photosieve
