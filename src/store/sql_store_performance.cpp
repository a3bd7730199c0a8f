// The history of sessions in the store: written by the second, thinned as it grows old.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "store/performance_bytes.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kAdd =
    "INSERT INTO performance (session_id, width, at, last, samples, fields) "
    "VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT (session_id, width, at) DO UPDATE SET "
    "last=excluded.last, samples=excluded.samples, fields=excluded.fields";
constexpr const char* kOld =
    "SELECT at, last, samples, fields FROM performance "
    "WHERE session_id=?1 AND width=?2 AND at<?3 ORDER BY at LIMIT ?4";
constexpr const char* kOne =
    "SELECT at, last, samples, fields FROM performance WHERE session_id=?1 AND width=?2 AND at=?3";
constexpr const char* kForget =
    "DELETE FROM performance WHERE session_id=?1 AND width=?2 AND at>=?3 AND at<=?4";
constexpr const char* kBounds = "SELECT MIN(at), MAX(last) FROM performance WHERE session_id=?1";
constexpr const char* kRange =
    "SELECT at, last, samples, fields FROM performance "
    "WHERE session_id=?1 AND at>=?2 AND at<?3 ORDER BY at";

// How long buckets of a width stay before they become wider ones; those of the last width stay.
struct Level {
  std::int64_t width_ms;
  std::int64_t kept_ms;
};
constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kHourMs = 3600 * kSecondMs;
constexpr std::array<Level, 4> kLevels{{{kSecondMs, kHourMs},
                                        {10 * kSecondMs, 24 * kHourMs},
                                        {60 * kSecondMs, std::int64_t{14} * 24 * kHourMs},
                                        {600 * kSecondMs, 0}}};
constexpr std::int64_t kMostThinned = 5000;  // a level and call: what is left waits for the next

constexpr WallMs floor_to(WallMs at, std::int64_t width) {
  const WallMs rest = at % width;
  return at - (rest < 0 ? rest + width : rest);
}

PerformanceBucket bucket_at(const Statement& row) {
  PerformanceBucket bucket;
  bucket.at = row.whole(0);
  bucket.last = row.whole(1);
  bucket.samples = count_at(row, 2);
  // A row that this program did not write counts as moments at which nothing was known.
  if (!performance_from_bytes(row.text(3), bucket)) bucket.fields = {};
  return bucket;
}

}  // namespace

Result<> SqlStore::add_performance(const std::string& session_id,
                                   std::span<const PerformanceBucket> moments) {
  if (moments.empty()) return {};
  return database_->transaction([&] { return write_performance(session_id, moments); });
}

Result<> SqlStore::write_performance(const std::string& session_id,
                                     std::span<const PerformanceBucket> moments) {
  if (moments.empty()) return {};
  WallMs newest = moments[0].at;
  for (const PerformanceBucket& moment : moments) {
    PS_TRY_VOID(write_bucket(session_id, kLevels[0].width_ms, moment.at, moment));
    newest = std::max(newest, moment.at);
  }
  for (std::size_t i = 0; i + 1 < kLevels.size(); ++i)
    PS_TRY_VOID(thin(session_id, kLevels.at(i).width_ms, kLevels.at(i + 1).width_ms,
                     newest - kLevels.at(i).kept_ms));
  return {};
}

Result<> SqlStore::write_bucket(const std::string& session_id, std::int64_t width, WallMs at,
                                const PerformanceBucket& bucket) {
  PS_TRY(Statement * add, statement(kAdd));
  add->bind(1, session_id)
      .bind(2, width)
      .bind(3, at)
      .bind(4, bucket.last)
      .bind(5, std::int64_t{bucket.samples})
      .bind_blob(6, performance_bytes(bucket));
  return add->run();
}

// Buckets of a width that are older become wider ones, each with what is there already.
Result<> SqlStore::thin(const std::string& session_id, std::int64_t width, std::int64_t wider,
                        WallMs older_than) {
  std::vector<PerformanceBucket> old;
  PS_TRY(Statement * select, statement(kOld));
  select->bind(1, session_id)
      .bind(2, width)
      .bind(3, floor_to(older_than, wider))
      .bind(4, kMostThinned);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    old.push_back(bucket_at(*select));
    return true;
  }));
  if (old.empty()) return {};
  for (std::size_t i = 0; i < old.size();) {
    const WallMs at = floor_to(old[i].at, wider);
    PerformanceBucket bucket;
    PS_TRY(Statement * one, statement(kOne));
    one->bind(1, session_id).bind(2, wider).bind(3, at);
    PS_TRY(const bool there, one->step());
    if (there) bucket = bucket_at(*one);
    one->reset();
    for (; i < old.size() && floor_to(old[i].at, wider) == at; ++i) merge(bucket, old[i]);
    PS_TRY_VOID(write_bucket(session_id, wider, at, bucket));
  }
  PS_TRY(Statement * forget, statement(kForget));
  forget->bind(1, session_id).bind(2, width).bind(3, old.front().at).bind(4, old.back().at);
  return forget->run();
}

Result<std::vector<PerformanceBucket>> SqlStore::performance(const std::string& session_id,
                                                             std::optional<WallMs> from,
                                                             std::optional<WallMs> to,
                                                             std::uint32_t points) {
  std::vector<PerformanceBucket> all;
  PS_TRY(Statement * bounds, statement(kBounds));
  bounds->bind(1, session_id);
  PS_TRY(const bool row, bounds->step());
  const bool any = row && !bounds->is_null(0);
  const WallMs first = any ? bounds->whole(0) : 0;
  const WallMs last = any ? bounds->whole(1) : 0;
  bounds->reset();
  const WallMs begin = std::max(first, from.value_or(first));
  const WallMs end = std::min(last + 1, to.value_or(last + 1));
  if (!any || points == 0 || begin >= end) return all;
  const WallMs width = std::max<WallMs>(1, (end - begin + points - 1) / points);
  PS_TRY(Statement * select, statement(kRange));
  select->bind(1, session_id).bind(2, begin).bind(3, end);
  std::int64_t slot = -1;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    const PerformanceBucket bucket = bucket_at(*select);
    const std::int64_t its = (bucket.at - begin) / width;
    if (its != slot) all.emplace_back();
    slot = its;
    merge(all.back(), bucket);
    return true;
  }));
  return all;
}

}  // namespace photosieve
