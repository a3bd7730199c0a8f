// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_database.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/clock.h"
#include "base/uuid.h"
#include "store/postgres_statement.h"

namespace photosieve {
namespace {

// Programs that bring a schema up to date do so one after the other: any number that no other
// program is likely to take.
constexpr const char* kSeeServer = "see that the server runs";
constexpr const char* kLockSchema = "SELECT pg_advisory_xact_lock(8103297260131)";
constexpr const char* kOwnTables =
    "CREATE TABLE IF NOT EXISTS photosieve_schema (version BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS photosieve_writers (writer TEXT PRIMARY KEY, "
    "number BIGINT NOT NULL, used_at TIMESTAMPTZ NOT NULL DEFAULT now());";
constexpr const char* kWriteNumber =
    "INSERT INTO photosieve_writers (writer, number) VALUES ($1,$2) ON CONFLICT (writer) "
    "DO UPDATE SET number=excluded.number WHERE photosieve_writers.number<excluded.number";
constexpr const char* kForgetWriter = "DELETE FROM photosieve_writers WHERE writer=$1";
constexpr const char* kForgetOldWriters =
    "DELETE FROM photosieve_writers WHERE used_at<now()-INTERVAL '7 days'";

// More are not sent before they are answered: their answers fit the buffers of a socket, so that
// neither side waits for the other.
constexpr std::size_t kMostAhead = 200;

constexpr const char* kDoneBefore = "the server had committed it already";

// ?1 is $1 there.
std::string with_places(std::string_view sql) {
  std::string text(sql);
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '?' && text[i + 1] >= '1' && text[i + 1] <= '9') text[i] = '$';
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

// The steps of the schema call bytes BLOB, and have lines that are for PostgreSQL alone.
std::string step_of_postgres(std::string text) {
  replace_all(text, " BLOB", " BYTEA");
  replace_all(text, "-- postgresql: ", "");
  return text;
}

bool fine(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

struct Places {
  explicit Places(const PostgresDatabase::Values& values) {
    for (const auto& value : values) {
      bytes.push_back(value ? value->data() : nullptr);
      lengths.push_back(value ? static_cast<int>(value->size()) : 0);
      formats.push_back(1);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(bytes.size()); }
  std::vector<const char*> bytes;
  std::vector<int> lengths;
  std::vector<int> formats;
};

}  // namespace

PostgresDatabase::PostgresDatabase(std::string address)
    : address_(std::move(address)), writer_(uuid_v7(SystemClock().wall())) {}

Result<std::unique_ptr<Database>> PostgresDatabase::open(const std::string& address) {
  std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(address));
  PS_TRY_VOID(database->connect());
  return std::unique_ptr<Database>(std::move(database));
}

PostgresDatabase::~PostgresDatabase() {
  if (number_ == 0 || lost_ || PQstatus(connection_.get()) != CONNECTION_OK) return;
  const char* writer = writer_.c_str();
  const PostgresResult done(
      PQexecParams(connection_.get(), kForgetWriter, 1, nullptr, &writer, nullptr, nullptr, 0));
}

Result<> PostgresDatabase::connect() {
  connection_.reset();
  prepared_.clear();
  ahead_.clear();
  lost_ = true;
  PS_TRY(connection_, connect_postgres(address_));
  lost_ = false;
  return {};
}

tl::unexpected<Error> PostgresDatabase::failure(const pg_result* result) {
  if (postgres_lost(connection_.get(), result)) lost_ = true;
  return tl::unexpected(postgres_error(connection_.get(), result));
}

Result<> PostgresDatabase::recover(const Error& why, unsigned& tries) {
  if (upgrading_) return tl::unexpected(why);
  Error newest = why;
  while (true) {
    // Once without waiting: the server may have been restarted long ago.
    if (tries > 0 && !waits(newest, tries - 1)) {
      if (newest.message.find(kSeeServer) == std::string::npos)
        newest.message += fmt::format("; {}, then try again", kSeeServer);
      return tl::unexpected(std::move(newest));
    }
    ++tries;
    if (!lost_) return {};
    auto connected = connect();
    if (connected) return {};
    newest = std::move(connected).error();
    if (newest.kind != ErrorKind::kRetry) return tl::unexpected(std::move(newest));
  }
}

void PostgresDatabase::finish(bool cancel) {
  if (connection_ == nullptr || PQtransactionStatus(connection_.get()) != PQTRANS_ACTIVE) return;
  if (cancel) {
    char words[256];
    PGcancel* asked = PQgetCancel(connection_.get());
    if (asked != nullptr) PQcancel(asked, words, sizeof words);
    PQfreeCancel(asked);
  }
  while (true) {
    const PostgresResult rest(PQgetResult(connection_.get()));
    if (!rest) return;
    if (postgres_lost(connection_.get(), rest.get())) lost_ = true;
  }
}

Result<> PostgresDatabase::ask(const std::string& sql) {
  const PostgresResult result(PQexec(connection_.get(), sql.c_str()));
  if (fine(result.get())) return {};
  return failure(result.get());
}

Result<> PostgresDatabase::execute(const std::string& sql) {
  PS_CHECK(!in_transaction_);
  return ask(step_of_postgres(sql));
}

Result<std::unique_ptr<Statement>> PostgresDatabase::prepare(std::string_view sql) {
  return std::unique_ptr<Statement>(
      std::make_unique<PostgresStatement>(*this, with_places(sql), false));
}

Result<std::unique_ptr<Statement>> PostgresDatabase::stream(std::string_view sql) {
  return std::unique_ptr<Statement>(
      std::make_unique<PostgresStatement>(*this, with_places(sql), true));
}

Result<const PostgresDatabase::Prepared*> PostgresDatabase::prepared(const std::string& sql) {
  const auto known = prepared_.find(sql);
  if (known != prepared_.end()) return &known->second;
  if (lost_) return failure(nullptr);
  Prepared made{fmt::format("s{}", prepared_.size()), {}};
  PostgresResult described;
  if (in_transaction_) {
    PS_TRY([[maybe_unused]] const PostgresResult before, answers());
    if (PQsendPrepare(connection_.get(), made.name.c_str(), sql.c_str(), 0, nullptr) == 0)
      return failure(nullptr);
    ahead_.emplace_back();
    if (PQsendDescribePrepared(connection_.get(), made.name.c_str()) == 0) return failure(nullptr);
    ahead_.emplace_back();
    PS_TRY(described, answers());
  } else {
    const PostgresResult done(
        PQprepare(connection_.get(), made.name.c_str(), sql.c_str(), 0, nullptr));
    if (!fine(done.get())) return failure(done.get());
    described.reset(PQdescribePrepared(connection_.get(), made.name.c_str()));
    if (!fine(described.get())) return failure(described.get());
  }
  for (int place = 0; place < PQnparams(described.get()); ++place)
    made.places.push_back(PQparamtype(described.get(), place));
  return &prepared_.emplace(sql, std::move(made)).first->second;
}

Result<> PostgresDatabase::send(const Prepared& statement, const Values& values) {
  const Places places(values);
  if (PQsendQueryPrepared(connection_.get(), statement.name.c_str(), places.count(),
                          places.bytes.data(), places.lengths.data(), places.formats.data(),
                          1) == 1)
    return {};
  return failure(nullptr);
}

Result<> PostgresDatabase::send_ahead(const Prepared& statement, const Values& values,
                                      std::optional<Error> otherwise) {
  if (ahead_.size() >= kMostAhead) PS_TRY_VOID(answers());
  PS_TRY_VOID(send(statement, values));
  ahead_.push_back(std::move(otherwise));
  return {};
}

Result<PostgresResult> PostgresDatabase::answers() {
  PostgresResult last;
  if (ahead_.empty()) return last;
  if (PQsendFlushRequest(connection_.get()) != 1 || PQflush(connection_.get()) != 0)
    return failure(nullptr);
  while (!ahead_.empty()) {
    last.reset(PQgetResult(connection_.get()));
    if (!fine(last.get())) return failure(last.get());
    const PostgresResult end(PQgetResult(connection_.get()));
    const std::optional<Error> otherwise = std::move(ahead_.front());
    ahead_.pop_front();
    if (otherwise && std::string_view(PQcmdTuples(last.get())) != "1")
      return tl::unexpected(*otherwise);
  }
  return last;
}

// The answers to all that was sent are taken, those of statements that nobody asked for included.
Result<> PostgresDatabase::end_pipeline() {
  Result<> done;
  ahead_.clear();
  if (PQpipelineSync(connection_.get()) != 1) return failure(nullptr);
  for (int nothing = 0; nothing < 2;) {
    const PostgresResult answer(PQgetResult(connection_.get()));
    nothing = answer ? 0 : nothing + 1;
    if (!answer) continue;
    if (!fine(answer.get()) && done) done = failure(answer.get());
    if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) break;
  }
  if (PQexitPipelineMode(connection_.get()) != 1 && done) done = failure(nullptr);
  return done;
}

// What another connection of this store has committed under this number is not done again: where
// one that was lost still holds the row, this waits for what becomes of it.
Result<> PostgresDatabase::write_number() {
  PostgresStatement number(*this, kWriteNumber, false);
  number.bind(1, writer_).bind(2, number_);
  return number.run_on_one({ErrorKind::kTaken, kDoneBefore});
}

Result<> PostgresDatabase::attempt(const Work& work) {
  if (lost_) return failure(nullptr);
  if (PQenterPipelineMode(connection_.get()) != 1) return failure(nullptr);
  in_transaction_ = true;
  Result<> done;
  if (PQsendQueryParams(connection_.get(), "BEGIN", 0, nullptr, nullptr, nullptr, nullptr, 1) == 1)
    ahead_.emplace_back();
  else
    done = failure(nullptr);
  if (done) done = write_number();
  if (done) done = work();
  if (done)
    if (auto answered = answers(); !answered) done = tl::unexpected(std::move(answered).error());
  if (done &&
      PQsendQueryParams(connection_.get(), "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 1) != 1)
    done = failure(nullptr);
  auto ended = end_pipeline();
  in_transaction_ = false;
  if (done) done = std::move(ended);
  if (!done && !lost_ && PQtransactionStatus(connection_.get()) != PQTRANS_IDLE)
    if (auto undone = ask("ROLLBACK"); !undone) lost_ = true;
  return done;
}

Result<> PostgresDatabase::transaction(const Work& work) {
  PS_CHECK(!in_transaction_);
  ++number_;
  unsigned tries = 0;
  while (true) {
    Result<> done = attempt(work);
    if (done) return {};
    const Error& why = done.error();
    if (why.kind == ErrorKind::kTaken && why.message == kDoneBefore) return {};
    // Its work may have failed for another reason while the connection went: then that counts.
    if (why.kind != ErrorKind::kRetry) return done;
    PS_TRY_VOID(recover(why, tries));
  }
}

Result<> PostgresDatabase::upgrade(const Work& work) {
  unsigned tries = 0;
  while (true) {
    Result<> done = attempt_upgrade(work);
    if (done || done.error().kind != ErrorKind::kRetry) return done;
    PS_TRY_VOID(recover(done.error(), tries));
  }
}

// All of it or nothing; where only the answer to COMMIT was lost, the next one finds it done.
Result<> PostgresDatabase::attempt_upgrade(const Work& work) {
  PS_TRY_VOID(ask("BEGIN"));
  upgrading_ = true;
  auto done = ask(kLockSchema);
  if (done) done = work();
  upgrading_ = false;
  if (done) return ask("COMMIT");
  if (!lost_) (void)ask("ROLLBACK");
  return done;
}

Result<std::size_t> PostgresDatabase::schema_version() {
  PS_TRY(const std::unique_ptr<Statement> there,
         // Read from the catalogue itself: to_regclass() may answer from before the lock.
         prepare("SELECT COUNT(*) FROM pg_class WHERE relname='photosieve_schema' "
                 "AND relnamespace=current_schema()::regnamespace"));
  PS_TRY([[maybe_unused]] const bool row, there->step());
  if (there->whole(0) == 0) return std::size_t{0};
  PS_TRY(const std::unique_ptr<Statement> read, prepare("SELECT version FROM photosieve_schema"));
  PS_TRY(const bool any, read->step());
  return any ? static_cast<std::size_t>(read->whole(0)) : 0;
}

Result<> PostgresDatabase::set_schema_version(std::size_t version) {
  return ask(
      fmt::format("{}DELETE FROM photosieve_schema;"
                  "INSERT INTO photosieve_schema (version) VALUES ({});{}",
                  kOwnTables, version, kForgetOldWriters));
}

Result<bool> PostgresDatabase::is_empty() {
  PS_TRY(const std::unique_ptr<Statement> read,
         prepare("SELECT COUNT(*) FROM pg_class WHERE relnamespace=current_schema()::regnamespace "
                 "AND relkind IN ('r','p')"));
  PS_TRY([[maybe_unused]] const bool row, read->step());
  return read->whole(0) == 0;
}

}  // namespace photosieve
