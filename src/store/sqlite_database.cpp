// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr int kBusyMs = 10'000;

tl::unexpected<Error> sqlite_error(sqlite3* handle, int code) {
  const char* words = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorKind::kRetry,
                  fmt::format("the database is being written by another program: {}", words));
    case SQLITE_FULL:
      return fail(ErrorKind::kFatal,
                  fmt::format("the disk that holds the database is full: {}", words));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(ErrorKind::kFatal,
                  fmt::format("the database is damaged or no database of this program; move it "
                              "away and a new one is made: {}",
                              words));
    case SQLITE_READONLY:
      return fail(ErrorKind::kFatal, fmt::format("the database may not be written: {}", words));
    default:
      return fail(ErrorKind::kFatal, fmt::format("database: {}", words));
  }
}

// Turning the log on wants the file for itself for a moment, and does not wait for that by the busy
// time-out as everything else does.
Result<> use_write_ahead_log(SqliteDatabase& database) {
  constexpr int kPauseMs = 5;
  Result<> done;
  for (int waited = 0; waited < kBusyMs; waited += kPauseMs) {
    done = database.execute("PRAGMA journal_mode=WAL");
    if (done || done.error().kind != ErrorKind::kRetry) break;
    sqlite3_sleep(kPauseMs);
  }
  return done;
}

}  // namespace

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)) {}

SqliteStatement& SqliteStatement::operator=(SqliteStatement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(statement_);
    statement_ = std::exchange(other.statement_, nullptr);
  }
  return *this;
}

SqliteStatement::~SqliteStatement() {
  sqlite3_finalize(statement_);
}

SqliteStatement& SqliteStatement::bind(int place, std::int64_t value) {
  PS_CHECK(sqlite3_bind_int64(statement_, place, value) == SQLITE_OK);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int place, double value) {
  PS_CHECK(sqlite3_bind_double(statement_, place, value) == SQLITE_OK);
  return *this;
}

SqliteStatement& SqliteStatement::bind(int place, std::string_view text) {
  // A null pointer would bind NULL, where an empty text is meant.
  PS_CHECK(sqlite3_bind_text(statement_, place, text.empty() ? "" : text.data(),
                             static_cast<int>(text.size()), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

SqliteStatement& SqliteStatement::bind_blob(int place, std::string_view bytes) {
  PS_CHECK(sqlite3_bind_blob(statement_, place, bytes.empty() ? "" : bytes.data(),
                             static_cast<int>(bytes.size()), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

SqliteStatement& SqliteStatement::bind_null(int place) {
  PS_CHECK(sqlite3_bind_null(statement_, place) == SQLITE_OK);
  return *this;
}

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  auto error = sqlite_error(sqlite3_db_handle(statement_), code);
  reset();
  return error;
}

Result<> SqliteStatement::run() {
  PS_TRY([[maybe_unused]] const bool row, step());
  reset();
  return {};
}

void SqliteStatement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t SqliteStatement::whole(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double SqliteStatement::number(int column) const {
  return sqlite3_column_double(statement_, column);
}
std::string SqliteStatement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int count = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(count));
}

Result<SqliteDatabase> SqliteDatabase::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  SqliteDatabase database(handle);
  if (code != SQLITE_OK)
    return fail(ErrorKind::kUsage,
                fmt::format("the database {} cannot be opened: {}", printable(path),
                            handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code)));
  sqlite3_busy_timeout(handle, kBusyMs);
  sqlite3_extended_result_codes(handle, 1);
  if (auto done = use_write_ahead_log(database); !done)
    return because("database " + printable(path), std::move(done).error());
  for (const char* pragma : {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                             "PRAGMA cache_size=-2048", "PRAGMA temp_store=FILE"}) {
    if (auto done = database.execute(pragma); !done)
      return because("database " + printable(path), std::move(done).error());
  }
  return database;
}

SqliteDatabase::SqliteDatabase(SqliteDatabase&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)) {}

SqliteDatabase& SqliteDatabase::operator=(SqliteDatabase&& other) noexcept {
  if (this != &other) {
    sqlite3_close_v2(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}

SqliteDatabase::~SqliteDatabase() {
  sqlite3_close_v2(handle_);
}

Result<SqliteStatement> SqliteDatabase::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_error(handle_, code);
  return SqliteStatement(statement);
}

Result<> SqliteDatabase::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_error(handle_, code);
  return {};
}

Result<> SqliteDatabase::transaction(const std::function<Result<>()>& work) {
  PS_TRY_VOID(execute("BEGIN IMMEDIATE"));
  auto done = work();
  if (done) done = execute("COMMIT");
  // After a failure SQLite may have rolled back by itself: a second time is no harm.
  if (!done) (void)execute("ROLLBACK");
  return done;
}

}  // namespace photosieve
