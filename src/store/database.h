// Database and Statement: SQL as the store speaks it, whatever runs it. Private to store/.
//
// A statement's places are ?1, ?2, ...; it is bound by place, stepped or run, and may then be bound
// again. What its columns hold is read before the next step. In a transaction what run() asks may
// be done later, at the latest before transaction() returns: an error then comes from there.
// Errors   kRetry when the database is busy or away, kFatal for all else; the message holds the
//          database's own words.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace photosieve {

class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  virtual Statement& bind(int place, std::int64_t value) = 0;
  virtual Statement& bind(int place, double value) = 0;
  virtual Statement& bind(int place, std::string_view text) = 0;
  virtual Statement& bind_blob(int place, std::string_view bytes) = 0;
  virtual Statement& bind_null(int place) = 0;

  // True with a row, false at the end; the statement is then ready to be bound again.
  [[nodiscard]] virtual Result<bool> step() = 0;
  // For statements without rows.
  [[nodiscard]] virtual Result<> run() = 0;
  // The same; `otherwise` is the error when it did not change exactly one row.
  [[nodiscard]] virtual Result<> run_on_one(Error otherwise) = 0;
  virtual void reset() = 0;

  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t whole(int column) const = 0;
  [[nodiscard]] virtual double number(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;  // also for blobs
};

class Database {
 public:
  using Work = std::function<Result<>()>;
  using WhenAway = std::function<bool(const Error& why, unsigned tries)>;

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  [[nodiscard]] virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
  // For many rows: they are fetched as they are stepped to, and nothing else is asked meanwhile.
  [[nodiscard]] virtual Result<std::unique_ptr<Statement>> stream(std::string_view sql) = 0;
  // Statements without rows and places; in upgrade() or outside transactions.
  [[nodiscard]] virtual Result<> execute(const std::string& sql) = 0;
  // All that `work` writes, durably, or nothing of it. `work` may be called again when the database
  // went away before it was done.
  [[nodiscard]] virtual Result<> transaction(const Work& work) = 0;
  // Like transaction(), with no other program changing the schema meanwhile; `work` may be called
  // again, too, and then looks again at what is there.
  [[nodiscard]] virtual Result<> upgrade(const Work& work) = 0;

  [[nodiscard]] virtual Result<std::size_t> schema_version() = 0;  // 0: none of this program's
  [[nodiscard]] virtual Result<> set_schema_version(std::size_t version) = 0;
  [[nodiscard]] virtual Result<bool> is_empty() = 0;

  // Store::when_away.
  void when_away(WhenAway wait) { wait_ = std::move(wait); }

 protected:
  [[nodiscard]] bool waits(const Error& why, unsigned tries) const {
    return wait_ && wait_(why, tries);
  }

 private:
  WhenAway wait_;
};

}  // namespace photosieve
