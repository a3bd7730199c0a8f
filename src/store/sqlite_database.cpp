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

class SqliteStatement final : public Statement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  Statement& bind(int place, std::int64_t value) override {
    PS_CHECK(sqlite3_bind_int64(statement_, place, value) == SQLITE_OK);
    return *this;
  }
  Statement& bind(int place, double value) override {
    PS_CHECK(sqlite3_bind_double(statement_, place, value) == SQLITE_OK);
    return *this;
  }
  Statement& bind(int place, std::string_view text) override {
    // A null pointer would bind NULL, where an empty text is meant.
    PS_CHECK(sqlite3_bind_text(statement_, place, text.empty() ? "" : text.data(),
                               static_cast<int>(text.size()), SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
  }
  Statement& bind_blob(int place, std::string_view bytes) override {
    PS_CHECK(sqlite3_bind_blob(statement_, place, bytes.empty() ? "" : bytes.data(),
                               static_cast<int>(bytes.size()), SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
  }
  Statement& bind_null(int place) override {
    PS_CHECK(sqlite3_bind_null(statement_, place) == SQLITE_OK);
    return *this;
  }

  Result<bool> step() override {
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
  Result<> run() override {
    PS_TRY([[maybe_unused]] const bool row, step());
    reset();
    return {};
  }
  Result<> run_on_one(Error otherwise) override {
    PS_TRY_VOID(run());
    if (sqlite3_changes(sqlite3_db_handle(statement_)) == 1) return {};
    return tl::unexpected(std::move(otherwise));
  }
  void reset() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t whole(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] double number(int column) const override {
    return sqlite3_column_double(statement_, column);
  }
  [[nodiscard]] std::string text(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const int count = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(count));
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle));
  if (code != SQLITE_OK)
    return fail(ErrorKind::kUsage,
                fmt::format("the database {} cannot be opened: {}", printable(path),
                            handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code)));
  sqlite3_busy_timeout(handle, kBusyMs);
  sqlite3_extended_result_codes(handle, 1);
  if (auto done = use_write_ahead_log(*database); !done)
    return because("database " + printable(path), std::move(done).error());
  for (const char* pragma : {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                             "PRAGMA cache_size=-2048", "PRAGMA temp_store=FILE"}) {
    if (auto done = database->execute(pragma); !done)
      return because("database " + printable(path), std::move(done).error());
  }
  return std::unique_ptr<Database>(std::move(database));
}

SqliteDatabase::~SqliteDatabase() {
  sqlite3_close_v2(handle_);
}

Result<std::unique_ptr<Statement>> SqliteDatabase::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_error(handle_, code);
  return std::unique_ptr<Statement>(std::make_unique<SqliteStatement>(statement));
}

Result<std::unique_ptr<Statement>> SqliteDatabase::stream(std::string_view sql) {
  return prepare(sql);
}

Result<> SqliteDatabase::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_error(handle_, code);
  return {};
}

Result<> SqliteDatabase::transaction(const Work& work) {
  auto begun = execute("BEGIN IMMEDIATE");
  for (unsigned tries = 0; !begun && begun.error().kind == ErrorKind::kRetry; ++tries) {
    if (!waits(begun.error(), tries)) break;
    begun = execute("BEGIN IMMEDIATE");
  }
  if (!begun) return begun;
  auto done = work();
  if (done) done = execute("COMMIT");
  // After a failure SQLite may have rolled back by itself: a second time is no harm.
  if (!done) (void)execute("ROLLBACK");
  return done;
}

Result<> SqliteDatabase::upgrade(const Work& work) {
  return transaction(work);  // it has the file for itself
}

Result<std::size_t> SqliteDatabase::schema_version() {
  PS_TRY(const std::unique_ptr<Statement> read, prepare("PRAGMA user_version"));
  PS_TRY([[maybe_unused]] const bool row, read->step());
  return static_cast<std::size_t>(read->whole(0));
}

Result<> SqliteDatabase::set_schema_version(std::size_t version) {
  return execute(fmt::format("PRAGMA user_version={}", version));
}

Result<bool> SqliteDatabase::is_empty() {
  PS_TRY(const std::unique_ptr<Statement> read, prepare("SELECT COUNT(*) FROM sqlite_master"));
  PS_TRY([[maybe_unused]] const bool row, read->step());
  return read->whole(0) == 0;
}

}  // namespace photosieve
