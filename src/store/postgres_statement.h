// PostgresStatement: a Statement of PostgresDatabase, bound and asked again where it must be.
//
// Threads: its database's, which must live longer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "store/postgres_database.h"

namespace photosieve {

class PostgresStatement final : public Statement {
 public:
  // `sql` with places as $1, $2, ...
  PostgresStatement(PostgresDatabase& database, std::string sql, bool streams)
      : database_(database), sql_(std::move(sql)), streams_(streams) {}
  ~PostgresStatement() override;

  Statement& bind(int place, std::int64_t value) override;
  Statement& bind(int place, double value) override;
  Statement& bind(int place, std::string_view text) override;
  Statement& bind_blob(int place, std::string_view bytes) override;
  Statement& bind_null(int place) override;

  Result<bool> step() override;
  Result<> run() override;
  Result<> run_on_one(Error otherwise) override;
  void reset() override;

  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t whole(int column) const override;
  [[nodiscard]] double number(int column) const override;
  [[nodiscard]] std::string text(int column) const override;

 private:
  // Bytes of a blob stand apart from text.
  struct Blob {
    std::string bytes;
  };
  using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

  Value& at(int place);
  [[nodiscard]] Result<PostgresDatabase::Values> values(
      const PostgresDatabase::Prepared& prepared) const;
  [[nodiscard]] Result<> ask();
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] Result<> write(std::optional<Error> otherwise);
  [[nodiscard]] std::string_view bytes(int column) const;

  PostgresDatabase& database_;
  const std::string sql_;
  const bool streams_;
  std::vector<Value> bound_;
  PostgresResult result_;
  int row_ = -1;
  bool asked_ = false;       // rows may come
  std::uint64_t given_ = 0;  // rows stepped to
};

}  // namespace photosieve
