// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_statement.h"

#include <libpq-fe.h>

#include <cstdlib>

#include "store/postgres_values.h"

namespace photosieve {

PostgresStatement::~PostgresStatement() {
  reset();
}

PostgresStatement::Value& PostgresStatement::at(int place) {
  const auto index = static_cast<std::size_t>(place) - 1;
  if (bound_.size() <= index) bound_.resize(index + 1);
  return bound_[index];
}

Statement& PostgresStatement::bind(int place, std::int64_t value) {
  at(place) = value;
  return *this;
}
Statement& PostgresStatement::bind(int place, double value) {
  at(place) = value;
  return *this;
}
Statement& PostgresStatement::bind(int place, std::string_view text) {
  at(place) = std::string(text);
  return *this;
}
Statement& PostgresStatement::bind_blob(int place, std::string_view bytes) {
  at(place) = Blob{std::string(bytes)};
  return *this;
}
Statement& PostgresStatement::bind_null(int place) {
  at(place) = std::monostate{};
  return *this;
}

Result<PostgresDatabase::Values> PostgresStatement::values(
    const PostgresDatabase::Prepared& prepared) const {
  PostgresDatabase::Values values(prepared.places.size());
  for (std::size_t i = 0; i < values.size() && i < bound_.size(); ++i) {
    const unsigned type = prepared.places[i];
    const Value& value = bound_[i];
    if (const auto* whole = std::get_if<std::int64_t>(&value))
      values[i] = to_postgres(*whole, type);
    else if (const auto* number = std::get_if<double>(&value))
      values[i] = to_postgres(*number, type);
    else if (const auto* text = std::get_if<std::string>(&value))
      values[i] = to_postgres(std::string_view(*text), type);
    else if (const auto* blob = std::get_if<Blob>(&value))
      values[i] = blob->bytes;
  }
  return values;
}

// Sends it, outside a transaction also again after a connection was lost.
Result<> PostgresStatement::ask() {
  PS_TRY(const PostgresDatabase::Prepared* prepared, database_.prepared(sql_));
  PS_TRY(const PostgresDatabase::Values bound, values(*prepared));
  asked_ = true;
  row_ = -1;
  result_.reset();
  if (database_.in_transaction()) {
    PS_TRY_VOID(database_.send_ahead(*prepared, bound, std::nullopt));
    PS_TRY(result_, database_.answers());
    return {};
  }
  PS_TRY_VOID(database_.send(*prepared, bound));
  if (streams_) {
    PQsetSingleRowMode(database_.connection());
    return {};
  }
  result_.reset(PQgetResult(database_.connection()));
  const ExecStatusType status = PQresultStatus(result_.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    auto failed = database_.failure(result_.get());
    database_.finish(false);
    return failed;
  }
  database_.finish(false);
  return {};
}

// The next row of what was asked; false at the end.
Result<bool> PostgresStatement::next() {
  if (streams_ && !database_.in_transaction()) {
    result_.reset(PQgetResult(database_.connection()));
    row_ = 0;
    const ExecStatusType status = PQresultStatus(result_.get());
    if (status == PGRES_SINGLE_TUPLE) return true;
    auto failed = database_.failure(result_.get());
    database_.finish(false);
    if (status == PGRES_TUPLES_OK) return false;
    return failed;
  }
  return ++row_ < PQntuples(result_.get());
}

Result<bool> PostgresStatement::step() {
  unsigned tries = 0;
  std::uint64_t skip = 0;
  while (true) {
    Result<bool> row = false;
    if (!asked_) {
      if (auto done = ask(); !done) row = tl::unexpected(std::move(done).error());
    }
    if (row) row = next();
    if (row && *row && skip > 0) {
      --skip;
      continue;
    }
    if (row) {
      if (*row)
        ++given_;
      else
        reset();
      return row;
    }
    asked_ = false;
    result_.reset();
    const Error why = std::move(row).error();
    if (why.kind == ErrorKind::kRetry && !database_.in_transaction()) {
      skip = given_;
      if (database_.recover(why, tries)) continue;
    }
    reset();
    return tl::unexpected(why);
  }
}

Result<> PostgresStatement::write(std::optional<Error> otherwise) {
  PS_TRY(const PostgresDatabase::Prepared* prepared, database_.prepared(sql_));
  PS_TRY(const PostgresDatabase::Values bound, values(*prepared));
  bound_.clear();
  return database_.send_ahead(*prepared, bound, std::move(otherwise));
}

Result<> PostgresStatement::run() {
  if (database_.in_transaction()) return write(std::nullopt);
  PS_TRY([[maybe_unused]] const bool row, step());
  reset();
  return {};
}

Result<> PostgresStatement::run_on_one(Error otherwise) {
  PS_CHECK(database_.in_transaction());
  return write(std::move(otherwise));
}

void PostgresStatement::reset() {
  if (asked_ && streams_ && !database_.in_transaction()) database_.finish(true);
  asked_ = false;
  result_.reset();
  bound_.clear();
  given_ = 0;
}

std::string_view PostgresStatement::bytes(int column) const {
  return {PQgetvalue(result_.get(), row_, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

bool PostgresStatement::is_null(int column) const {
  return PQgetisnull(result_.get(), row_, column) != 0;
}
std::int64_t PostgresStatement::whole(int column) const {
  if (is_null(column)) return 0;
  return whole_from_postgres(bytes(column), PQftype(result_.get(), column));
}
double PostgresStatement::number(int column) const {
  if (is_null(column)) return 0;
  return number_from_postgres(bytes(column), PQftype(result_.get(), column));
}
std::string PostgresStatement::text(int column) const {
  return std::string(bytes(column));
}

}  // namespace photosieve
