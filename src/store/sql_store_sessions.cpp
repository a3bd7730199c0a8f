// Sessions of the store: rows to Session and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

#define PS_SESSION_COLUMNS                                                                   \
  "id, name, status, stage, input_folder, output_folder, settings, created_at, started_at, " \
  "ended_at, elapsed_seconds, total_images, skipped, processed, approved, rejected, "        \
  "quality_issues, defect_issues, similarity_issues, compliance_issues, error, "             \
  "peak_memory_mb, batches, avg_gpu_usage"

constexpr const char* kInsert =
    "INSERT INTO sessions (" PS_SESSION_COLUMNS
    ", profile) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,"
    "?21,?22,?23,?24,?25)";
constexpr const char* kUpdate =
    "UPDATE sessions SET name=?2, status=?3, stage=?4, input_folder=?5, output_folder=?6, "
    "settings=?7, created_at=?8, started_at=?9, ended_at=?10, elapsed_seconds=?11, "
    "total_images=?12, skipped=?13, processed=?14, approved=?15, rejected=?16, quality_issues=?17, "
    "defect_issues=?18, similarity_issues=?19, compliance_issues=?20, error=?21, "
    "peak_memory_mb=?22, "
    "batches=?23, avg_gpu_usage=?24 WHERE id=?1";
constexpr const char* kById = "SELECT " PS_SESSION_COLUMNS " FROM sessions WHERE id=?1";
constexpr const char* kAll =
    "SELECT " PS_SESSION_COLUMNS " FROM sessions ORDER BY created_at DESC, id DESC";
constexpr const char* kFirstPage =
    "SELECT " PS_SESSION_COLUMNS " FROM sessions ORDER BY created_at DESC, id DESC LIMIT ?1";
constexpr const char* kNextPage = "SELECT " PS_SESSION_COLUMNS
                                  " FROM sessions WHERE (created_at, id) < (?2, ?3) "
                                  "ORDER BY created_at DESC, id DESC LIMIT ?1";
constexpr const char* kNotEnded =
    "SELECT " PS_SESSION_COLUMNS
    " FROM sessions WHERE status IN ('created', 'running', 'paused', 'interrupted') "
    "ORDER BY created_at DESC, id DESC";
constexpr const char* kNewest = "SELECT " PS_SESSION_COLUMNS
                                " FROM sessions WHERE input_folder=?1 AND output_folder=?2 "
                                "ORDER BY created_at DESC, id DESC LIMIT 1";
constexpr const char* kTotals =
    "SELECT status, COUNT(*), CAST(SUM(processed) AS BIGINT), "
    "CAST(SUM(approved) AS BIGINT), CAST(SUM(rejected) AS BIGINT) FROM sessions "
    "GROUP BY status ORDER BY status";
constexpr const char* kLastSuccess =
    "SELECT ended_at, elapsed_seconds FROM sessions WHERE status='complete' "
    "ORDER BY ended_at DESC LIMIT 1";
constexpr const char* kProfile = "SELECT profile FROM sessions WHERE id=?1";

#undef PS_SESSION_COLUMNS

void bind_session(Statement& to, const Session& session) {
  to.bind(1, session.id)
      .bind(2, session.name)
      .bind(3, name(session.status))
      .bind(4, name(session.stage))
      .bind_blob(5, session.input_folder)
      .bind_blob(6, session.output_folder)
      .bind(7, std::string_view(settings_json(session.settings).dump()))
      .bind(8, session.created_at)
      .bind(11, session.elapsed_seconds)
      .bind(13, std::int64_t{session.skipped})
      .bind(14, std::int64_t{session.processed})
      .bind(15, std::int64_t{session.approved})
      .bind(16, std::int64_t{session.rejected})
      .bind(17, std::int64_t{session.issues.quality})
      .bind(18, std::int64_t{session.issues.defect})
      .bind(19, std::int64_t{session.issues.similarity})
      .bind(20, std::int64_t{session.issues.compliance})
      .bind(21, session.error)
      .bind(23, std::int64_t{session.batches});
  bind_maybe(to, 22, session.peak_memory_mb);
  bind_maybe(to, 24, session.avg_gpu_usage);
  bind_maybe(to, 9, session.started_at);
  bind_maybe(to, 10, session.ended_at);
  bind_maybe(
      to, 12,
      session.total_images ? std::optional<std::int64_t>(*session.total_images) : std::nullopt);
}

Result<Session> session_of(const Statement& row) {
  Session session;
  session.id = row.text(0);
  session.name = row.text(1);
  const auto status = session_status_from(row.text(2));
  const auto stage = stage_from(row.text(3));
  if (!status || !stage) return fail(ErrorKind::kFatal, "a session's status is not known");
  session.status = *status;
  session.stage = *stage;
  session.input_folder = row.text(4);
  session.output_folder = row.text(5);
  const auto settings = nlohmann::json::parse(row.text(6), nullptr, false);
  PS_TRY(session.settings, settings_from_json(settings));
  session.created_at = row.whole(7);
  session.started_at = maybe_whole(row, 8);
  session.ended_at = maybe_whole(row, 9);
  session.elapsed_seconds = row.number(10);
  if (!row.is_null(11)) session.total_images = count_at(row, 11);
  session.skipped = count_at(row, 12);
  session.processed = count_at(row, 13);
  session.approved = count_at(row, 14);
  session.rejected = count_at(row, 15);
  session.issues = {count_at(row, 16), count_at(row, 17), count_at(row, 18), count_at(row, 19)};
  session.error = row.text(20);
  session.peak_memory_mb = maybe_number(row, 21);
  session.batches = count_at(row, 22);
  session.avg_gpu_usage = maybe_number(row, 23);
  return session;
}

}  // namespace

Result<std::vector<Session>> SqlStore::read_sessions(Statement& statement) {
  std::vector<Session> sessions;
  while (true) {
    PS_TRY(const bool row, statement.step());
    if (!row) return sessions;
    auto session = session_of(statement);
    if (!session) statement.reset();
    PS_TRY(Session one, std::move(session));
    sessions.push_back(std::move(one));
  }
}

Result<> SqlStore::create_session(const Session& session, const Profile& profile) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kInsert));
    bind_session(*insert, session);
    insert->bind(25, std::string_view(profile_to_json(profile).dump()));
    return insert->run();
  });
}

Result<> SqlStore::write_session(const Session& session) {
  PS_TRY(Statement * update, statement(kUpdate));
  bind_session(*update, session);
  return update->run_on_one({ErrorKind::kUsage, "there is no session " + session.id});
}

Result<> SqlStore::save_session(const Session& session) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY_VOID(write_session(session));
    return ended(session.status) ? close_blocks(session.id) : Result<>{};
  });
}

Result<std::optional<Session>> SqlStore::session(const std::string& id) {
  PS_TRY(Statement * select, statement(kById));
  select->bind(1, id);
  PS_TRY(std::vector<Session> found, read_sessions(*select));
  if (found.empty()) return std::optional<Session>{};
  return std::optional<Session>(std::move(found.front()));
}

Result<std::vector<Session>> SqlStore::sessions() {
  PS_TRY(Statement * select, statement(kAll));
  return read_sessions(*select);
}

Result<std::vector<Session>> SqlStore::sessions_not_ended() {
  PS_TRY(Statement * select, statement(kNotEnded));
  return read_sessions(*select);
}

Result<std::vector<Session>> SqlStore::session_page(const std::optional<SessionPlace>& after,
                                                    std::uint32_t limit) {
  PS_TRY(Statement * select, statement(after ? kNextPage : kFirstPage));
  select->bind(1, std::int64_t{limit});
  if (after) select->bind(2, after->created_at).bind(3, after->id);
  return read_sessions(*select);
}

Result<StoredTotals> SqlStore::totals() {
  StoredTotals totals;
  PS_TRY(Statement * counts, statement(kTotals));
  while (true) {
    PS_TRY(const bool row, counts->step());
    if (!row) break;
    const auto at = [&](int column) { return static_cast<std::uint64_t>(counts->whole(column)); };
    if (const auto status = session_status_from(counts->text(0)))
      totals.statuses.push_back({*status, at(1), at(2), at(3), at(4)});
  }
  PS_TRY(Statement * last, statement(kLastSuccess));
  PS_TRY(const bool any, last->step());
  if (any) {
    totals.last_success = last->whole(0);
    totals.last_success_seconds = last->number(1);
  }
  last->reset();
  return totals;
}

Result<std::optional<Session>> SqlStore::newest_session(const std::string& input,
                                                        const std::string& output) {
  PS_TRY(Statement * select, statement(kNewest));
  select->bind_blob(1, input).bind_blob(2, output);
  PS_TRY(std::vector<Session> found, read_sessions(*select));
  if (found.empty()) return std::optional<Session>{};
  return std::optional<Session>(std::move(found.front()));
}

Result<Profile> SqlStore::profile(const std::string& session_id) {
  PS_TRY(Statement * select, statement(kProfile));
  select->bind(1, session_id);
  PS_TRY(const bool row, select->step());
  if (!row) return fail(ErrorKind::kUsage, "there is no session " + session_id);
  const auto json = nlohmann::json::parse(select->text(0), nullptr, false);
  select->reset();
  return profile_from_json(json);
}

}  // namespace photosieve
