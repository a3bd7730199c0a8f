// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_connection.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "store/database_address.h"

namespace photosieve {
namespace {

constexpr SteadyNs kConnectNs = SteadyNs{10} * 1'000'000'000;

constexpr const char* kSettings =
    "SET synchronous_commit=on; SET client_encoding='UTF8'; SET lock_timeout='10s'; "
    "SET client_min_messages=warning; SET standard_conforming_strings=on";

constexpr const char* kUnreadable =
    "the database address cannot be read; write postgresql://USER@HOST:PORT/DATABASE, with %XX for "
    "special characters (%40 for @)";

std::string one_line(std::string_view words) {
  std::string text;
  for (const char letter : words) {
    const bool gap = letter == '\n' || letter == '\t' || letter == ' ';
    if (!gap)
      text += letter;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return printable(text);
}

// The five letters of SQLSTATE in "FATAL:  28P01: words", and the words behind them.
struct Told {
  std::string state;
  std::string words;
};
Told told_by_server(std::string_view words) {
  for (std::size_t at = words.find(":  "); at != std::string_view::npos;
       at = words.find(":  ", at + 1)) {
    const std::string_view state = words.substr(at + 3, 5);
    const bool is_state =
        state.size() == 5 && std::all_of(state.begin(), state.end(), [](unsigned char letter) {
          return std::isdigit(letter) != 0 || std::isupper(letter) != 0;
        });
    if (!is_state || words.substr(at + 8, 2) != ": ") continue;
    std::string_view rest = words.substr(at + 10);
    return {std::string(state), std::string(rest.substr(0, rest.find('\n')))};
  }
  return {"", std::string(words)};
}

bool is_away(std::string_view state) {
  // Shutting down, crashed, starting; connection exceptions; too many connections.
  return state == "57P01" || state == "57P02" || state == "57P03" || state.starts_with("08") ||
         state == "53300";
}

struct OptionsFree {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// The address, and what this program sets where the address does not.
Result<std::vector<std::pair<std::string, std::string>>> options_of(const std::string& address) {
  const auto unreadable = fail(ErrorKind::kUsage, kUnreadable);
  // A password with an @ or a slash as they are would be read as a host, and told as one.
  const std::string_view before_options = std::string_view(address).substr(0, address.find('?'));
  const std::size_t host = before_options.find('@');
  const std::size_t slash = before_options.find('/', before_options.find("://") + 3);
  if (host != std::string_view::npos &&
      (slash < host || before_options.find('@', host + 1) != std::string_view::npos))
    return unreadable;
  char* words = nullptr;
  const std::unique_ptr<PQconninfoOption, OptionsFree> parsed(
      PQconninfoParse(address.c_str(), &words));
  // The words would quote the address, password and all.
  PQfreemem(words);
  if (!parsed) return unreadable;
  std::vector<std::pair<std::string, std::string>> options;
  for (const PQconninfoOption* one = parsed.get(); one->keyword != nullptr; ++one)
    if (one->val != nullptr) options.emplace_back(one->keyword, one->val);
  for (const auto& [name, value] :
       {std::pair{"tcp_user_timeout", "30000"}, std::pair{"keepalives_idle", "15"},
        std::pair{"keepalives_interval", "5"}, std::pair{"keepalives_count", "3"},
        std::pair{"fallback_application_name", "photosieve"}}) {
    const bool given = std::any_of(options.begin(), options.end(),
                                   [name = name](const auto& one) { return one.first == name; });
    if (!given) options.emplace_back(name, value);
  }
  return options;
}

// Until it is connected or refused; libpq's own time-out holds only for its blocking call.
void wait_connected(PGconn* connection) {
  const SystemClock clock;
  const SteadyNs end = clock.steady() + kConnectNs;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    pollfd wait{PQsocket(connection),
                static_cast<short>(state == PGRES_POLLING_WRITING ? POLLOUT : POLLIN), 0};
    const SteadyNs left = end - clock.steady();
    if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left / 1'000'000) + 1) == 0) return;
    state = PQconnectPoll(connection);
  }
}

}  // namespace

void PostgresFree::operator()(pg_conn* connection) const {
  PQfinish(connection);
}
void PostgresFree::operator()(pg_result* result) const {
  PQclear(result);
}

Error postgres_refusal(std::string_view words, const std::string& shown) {
  // An option that has no such value; nothing was asked of anybody.
  if (words.starts_with("invalid ")) return {ErrorKind::kUsage, kUnreadable};
  const auto [state, sentence] = told_by_server(words);
  const std::string said = one_line(sentence);
  const auto usage = [&](std::string_view what, std::string_view next) {
    return Error{ErrorKind::kUsage,
                 fmt::format("the database {} {} ({}); {}", shown, what, said, next)};
  };
  if (state == "28P01" || (state.empty() && words.find("no password supplied") != words.npos))
    return usage("refuses the user or the password",
                 "check both; a password can stand in ~/.pgpass or in PGPASSWORD");
  if (state.starts_with("28"))
    return usage("lets nobody in this way", "check the user, and pg_hba.conf on the server");
  if (state == "3D000")
    return usage("is not there", "check its name, or make it: createdb -E UTF8 NAME");
  if (state == "42501")
    return usage("may not be used by this user", "ask its owner for GRANT CONNECT");
  if (!state.empty() && !is_away(state))
    return {ErrorKind::kFatal, fmt::format("the database {} cannot be used: {}", shown, said)};
  return {ErrorKind::kRetry,
          fmt::format("the database {} does not answer ({}); see that the server runs and that "
                      "host and port are right",
                      shown, said)};
}

Result<PostgresConnection> connect_postgres(const std::string& address) {
  PS_TRY(const auto options, options_of(address));
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : options) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  PostgresConnection connection(PQconnectStartParams(names.data(), values.data(), 0));
  if (!connection) throw std::bad_alloc();
  // The kind of a refusal is a code, which is told in this way only; words may be in any language.
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
  if (PQstatus(connection.get()) != CONNECTION_BAD) wait_connected(connection.get());
  const std::string shown = shown_address(address);
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    const char* words = PQerrorMessage(connection.get());
    return tl::unexpected(
        postgres_refusal(*words == '\0' ? "no answer in ten seconds" : words, shown));
  }
  PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  const char* encoding = PQparameterStatus(connection.get(), "server_encoding");
  if (encoding == nullptr || std::strcmp(encoding, "UTF8") != 0)
    return fail(ErrorKind::kUsage,
                fmt::format("the database {} does not hold UTF-8; make one that does: createdb -E "
                            "UTF8 -T template0 NAME",
                            shown));
  const PostgresResult set(PQexec(connection.get(), kSettings));
  if (PQresultStatus(set.get()) == PGRES_COMMAND_OK) return connection;
  // A server that ends between letting in and answering has let nobody in.
  if (postgres_lost(connection.get(), set.get()))
    return tl::unexpected(postgres_refusal(PQerrorMessage(connection.get()), shown));
  return tl::unexpected(postgres_error(connection.get(), set.get()));
}

bool postgres_lost(const pg_conn* connection, const pg_result* result) {
  if (PQstatus(connection) != CONNECTION_OK || result == nullptr) return true;
  if (PQresultStatus(result) != PGRES_FATAL_ERROR) return false;
  // What the server says has a code; what libpq says is that it could not read or send.
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr || is_away(state);
}

Error postgres_error(const pg_conn* connection, const pg_result* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* primary =
      result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string said = one_line(primary != nullptr ? primary : PQerrorMessage(connection));
  if (postgres_lost(connection, result))
    return {ErrorKind::kRetry, fmt::format("the connection to the database was lost: {}", said)};
  const std::string_view code = state == nullptr ? "" : state;
  // Another was in the way: serialisation, deadlock, lock time-out.
  if (code == "40001" || code == "40P01" || code == "55P03")
    return {ErrorKind::kRetry,
            fmt::format("the database is being written by another program: {}", said)};
  if (code == "53100")
    return {ErrorKind::kFatal, fmt::format("the disk that holds the database is full: {}", said)};
  if (code == "42501" || code == "25006")
    return {ErrorKind::kFatal, fmt::format("the database may not be written: {}", said)};
  return {ErrorKind::kFatal, fmt::format("database: {}", said)};
}

}  // namespace photosieve
