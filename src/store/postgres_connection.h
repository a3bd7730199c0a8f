// PostgresConnection: one connection to a PostgreSQL server, and what its failures mean.
//
// Connected, it commits durably (synchronous_commit=on), reads and writes UTF-8 and gives up on a
// lock after ten seconds. A server that does not answer is given up after ten seconds, a peer that
// vanished after half a minute, unless the address says otherwise.
// Errors   connect(): kRetry when no server answers or it is starting, stopping or full; kUsage for
//          what a person must mend (address, password, no such database). Messages say what to do
//          next and hold no password.
// Threads  one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct pg_conn;
struct pg_result;

namespace photosieve {

struct PostgresFree {
  void operator()(pg_conn* connection) const;
  void operator()(pg_result* result) const;
};
using PostgresConnection = std::unique_ptr<pg_conn, PostgresFree>;
using PostgresResult = std::unique_ptr<pg_result, PostgresFree>;

[[nodiscard]] Result<PostgresConnection> connect_postgres(const std::string& address);

// The connection is no more, or will not be in a moment: `result` may be nothing.
[[nodiscard]] bool postgres_lost(const pg_conn* connection, const pg_result* result);

// What a failed result means; of the connection where there is no result.
[[nodiscard]] Error postgres_error(const pg_conn* connection, const pg_result* result);

// What a failure to connect means, from what libpq says with all details (PQERRORS_VERBOSE).
// `shown` is the address without secrets.
[[nodiscard]] Error postgres_refusal(std::string_view words, const std::string& shown);

}  // namespace photosieve
