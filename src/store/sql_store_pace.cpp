// What the store keeps of how runs went: decisions of the tuner, records of the time left.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_rows.h"
#include "store/sql_store.h"
#include "store/time_left_json.h"

namespace photosieve {
namespace {

constexpr const char* kAddDecision =
    "INSERT INTO tuner_decisions (session_id, what, from_value, to_value, reason, decided_at) "
    "VALUES (?1,?2,?3,?4,?5,?6)";
constexpr const char* kDecisions =
    "SELECT session_id, what, from_value, to_value, reason, decided_at FROM tuner_decisions "
    "WHERE session_id=?1 ORDER BY decided_at";
constexpr const char* kSaveRecord =
    "INSERT INTO time_left_records (session_id, kind, ended_at, record) VALUES (?1,?2,?3,?4) "
    "ON CONFLICT (session_id) DO UPDATE SET kind=?2, ended_at=?3, record=?4";
constexpr const char* kRecords =
    "SELECT record FROM time_left_records WHERE kind=?1 ORDER BY ended_at DESC LIMIT ?2";

}  // namespace

Result<> SqlStore::add_decision(const TunerDecision& decision) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddDecision));
    insert->bind(1, decision.session_id).bind(2, decision.what);
    bind_maybe(*insert, 3, decision.from);
    bind_maybe(*insert, 4, decision.to);
    insert->bind(5, decision.reason).bind(6, decision.timestamp);
    return insert->run();
  });
}

Result<std::vector<TunerDecision>> SqlStore::decisions(const std::string& session_id) {
  PS_TRY(Statement * select, statement(kDecisions));
  select->bind(1, session_id);
  std::vector<TunerDecision> all;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    all.push_back({select->text(0), select->text(1), maybe_number(*select, 2),
                   maybe_number(*select, 3), select->text(4), select->whole(5)});
    return true;
  }));
  return all;
}

Result<> SqlStore::save_time_left(const std::string& session_id, const std::string& kind,
                                  WallMs ended_at, const TimeLeftRecord& record) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kSaveRecord));
    insert->bind(1, session_id)
        .bind(2, kind)
        .bind(3, ended_at)
        .bind(4, std::string_view(time_left_to_text(record)));
    return insert->run();
  });
}

Result<std::vector<TimeLeftRecord>> SqlStore::time_left_records(const std::string& kind,
                                                                std::uint32_t limit) {
  PS_TRY(Statement * select, statement(kRecords));
  select->bind(1, kind).bind(2, std::int64_t{limit});
  std::vector<TimeLeftRecord> all;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    // One that cannot be read teaches nothing.
    if (const auto record = time_left_from_text(select->text(0))) all.push_back(*record);
    return true;
  }));
  return all;
}

}  // namespace photosieve
