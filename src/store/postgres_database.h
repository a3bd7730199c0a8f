// PostgresDatabase: PostgreSQL as this program uses it.
//
// The only door to libpq beside postgres_connection. Statements are prepared on the server once a
// connection. In a transaction what run() asks is sent ahead (pipeline mode) and answered at the
// next step() or at the end, so that a commit costs a few round trips whatever it holds.
//
// A connection that is lost is made anew, at once and then as often as when_away() wants. What was
// asked outside a transaction is asked again, a stream without the rows that it gave already; a
// transaction is done again from its beginning, unless it turns out that the server had committed
// it before it went: each begins by writing its number into a row of this store's own, which tells.
// Threads  one. Memory: streams hold one row, other statements all their rows.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/postgres_connection.h"

namespace photosieve {

class PostgresDatabase final : public Database {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& address);
  ~PostgresDatabase() override;

  [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
  [[nodiscard]] Result<std::unique_ptr<Statement>> stream(std::string_view sql) override;
  [[nodiscard]] Result<> execute(const std::string& sql) override;
  [[nodiscard]] Result<> transaction(const Work& work) override;
  [[nodiscard]] Result<> upgrade(const Work& work) override;
  [[nodiscard]] Result<std::size_t> schema_version() override;
  [[nodiscard]] Result<> set_schema_version(std::size_t version) override;
  [[nodiscard]] Result<bool> is_empty() override;

  // For statements.

  struct Prepared {
    std::string name;              // "": not to be kept
    std::vector<unsigned> places;  // the types of its places
  };
  // Places as they are sent: bytes of the wanted type, or nothing for NULL.
  using Values = std::vector<std::optional<std::string>>;

  [[nodiscard]] pg_conn* connection() const { return connection_.get(); }
  [[nodiscard]] bool in_transaction() const { return in_transaction_; }
  [[nodiscard]] Result<const Prepared*> prepared(const std::string& sql);
  [[nodiscard]] Result<> send(const Prepared& statement, const Values& values);
  // In a transaction: sends it ahead. `otherwise` as in Statement::run_on_one.
  [[nodiscard]] Result<> send_ahead(const Prepared& statement, const Values& values,
                                    std::optional<Error> otherwise);
  // In a transaction: the answers to all that was sent; the last one's.
  [[nodiscard]] Result<PostgresResult> answers();
  // After a kRetry outside a transaction: whether there is a new connection to ask again on.
  [[nodiscard]] Result<> recover(const Error& why, unsigned& tries);
  [[nodiscard]] tl::unexpected<Error> failure(const pg_result* result);
  // Takes what is still to come of the statement that runs; rows that nobody wants are cancelled.
  void finish(bool cancel);

 private:
  explicit PostgresDatabase(std::string address);

  [[nodiscard]] Result<> connect();
  [[nodiscard]] Result<> ask(const std::string& sql);
  [[nodiscard]] Result<> attempt(const Work& work);
  [[nodiscard]] Result<> attempt_upgrade(const Work& work);
  [[nodiscard]] Result<> write_number();
  [[nodiscard]] Result<> end_pipeline();

  const std::string address_;
  const std::string writer_;  // what that row is called
  std::int64_t number_ = 0;   // of the newest transaction
  PostgresConnection connection_;
  std::map<std::string, Prepared> prepared_;  // of this connection
  std::deque<std::optional<Error>> ahead_;    // sent, not answered
  bool in_transaction_ = false;
  bool upgrading_ = false;
  bool lost_ = false;
};

}  // namespace photosieve
