// What the store writes while a session runs: photos found, results, reviewing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "model/camera_name.h"
#include "model/photo_json.h"
#include "model/photo_metadata_json.h"
#include "store/fingerprint_bytes.h"
#include "store/reviewed_flags.h"
#include "store/snapshot_json.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kAddPhoto =
    "INSERT INTO photos (session_id, n, path, bytes, modified_ns, inode) "
    "VALUES (?1,?2,?3,?4,?5,?6)";
constexpr const char* kAddSkipped =
    "INSERT INTO skipped_files (session_id, path, reason, detail) VALUES (?1,?2,?3,?4)";
constexpr const char* kClearColumns = "DELETE FROM image_columns WHERE session_id=?1";
constexpr const char* kClearPhotos = "DELETE FROM photos WHERE session_id=?1";
constexpr const char* kClearLikeness = "DELETE FROM likeness WHERE session_id=?1";
constexpr const char* kClearSkipped = "DELETE FROM skipped_files WHERE session_id=?1";

constexpr const char* kWriteResult =
    "UPDATE photos SET bytes=?3, modified_ns=?4, inode=?5, judged=1, format=?6, width=?7, "
    "height=?8, content=?9, fingerprint=?10, measures=?11, own_findings=?12, own_approved=?13, "
    "own_issues=?14, confidence=?15, quality=?16, elapsed_ms=?17, approved=?13, photo_group=0, "
    "review_finding=NULL, copy_state=0, copy_error='', metadata=?18, stored_after=?19 "
    "WHERE session_id=?1 AND n=?2";
constexpr const char* kWriteLikeness =
    "INSERT INTO likeness (session_id, n, camera, taken_at, features) VALUES (?1,?2,?3,?4,?5) "
    "ON CONFLICT (session_id, n) DO UPDATE SET camera=excluded.camera, "
    "taken_at=excluded.taken_at, features=excluded.features";
constexpr const char* kForgetLikeness = "DELETE FROM likeness WHERE session_id=?1 AND n=?2";
constexpr const char* kWriteCopy =
    "UPDATE photos SET copy_state=?3, copy_error=?4 WHERE session_id=?1 AND n=?2";
constexpr const char* kAddMilestone =
    "INSERT INTO milestones (session_id, value, type, current_progress, total_progress, "
    "reached_at, snapshot, place) VALUES (?1,?2,?3,?4,?5,?6,?7, "
    "(SELECT COUNT(*) FROM milestones WHERE session_id=?1)) ON CONFLICT DO NOTHING";
constexpr const char* kAddError =
    "INSERT INTO errors (session_id, type, message, n, recoverable, happened_at) "
    "VALUES (?1,?2,?3,?4,?5,?6)";

constexpr const char* kReviewed =
    "SELECT n, own_approved FROM photos "
    "WHERE session_id=?1 AND (photo_group<>0 OR review_finding IS NOT NULL)";
constexpr const char* kForgetReview =
    "UPDATE photos SET approved=own_approved, photo_group=0, review_finding=NULL "
    "WHERE session_id=?1 AND (photo_group<>0 OR review_finding IS NOT NULL)";
constexpr const char* kWriteOutcome =
    "UPDATE photos SET photo_group=?3, review_finding=?4, "
    "approved=CASE WHEN ?5=1 THEN 0 ELSE approved END "
    "WHERE session_id=?1 AND n=?2 AND judged=1";

// What is told as stored is stored: the update must find its photo.
Result<> update_photo(Statement& update, const std::string& session_id, std::uint32_t n) {
  return update.run_on_one(
      {ErrorKind::kFatal,
       fmt::format("photo {} of session {} is not in the database", n, session_id)});
}

}  // namespace

Result<> SqlStore::add_photos(const std::string& session_id, std::span<const PhotoRef> photos) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddPhoto));
    for (const PhotoRef& photo : photos) {
      insert->bind(1, session_id)
          .bind(2, std::int64_t{photo.n})
          .bind_blob(3, photo.path)
          .bind(4, static_cast<std::int64_t>(photo.identity.bytes))
          .bind(5, photo.identity.modified_ns)
          .bind(6, static_cast<std::int64_t>(photo.identity.inode));
      PS_TRY_VOID(insert->run());
    }
    return write_paths_of(session_id, photos);
  });
}

Result<> SqlStore::add_skipped(const std::string& session_id, std::span<const SkippedFile> files) {
  return database_->transaction([&]() -> Result<> {
    PS_TRY(Statement * insert, statement(kAddSkipped));
    for (const SkippedFile& file : files) {
      insert->bind(1, session_id)
          .bind_blob(2, file.path)
          .bind(3, name(file.reason))
          .bind(4, file.detail);
      PS_TRY_VOID(insert->run());
    }
    return {};
  });
}

Result<> SqlStore::clear_scan(const std::string& session_id) {
  return database_->transaction([&]() -> Result<> {
    open_.clear();
    for (const char* sql : {kClearColumns, kClearPhotos, kClearLikeness, kClearSkipped}) {
      PS_TRY(Statement * clear, statement(sql));
      clear->bind(1, session_id);
      PS_TRY_VOID(clear->run());
    }
    return {};
  });
}

Result<> SqlStore::write_result(const Session& session, const PhotoResult& result) {
  const std::string& session_id = session.id;
  PS_TRY(Statement * update, statement(kWriteResult));
  update->bind(1, session_id)
      .bind(2, std::int64_t{result.n})
      .bind(3, static_cast<std::int64_t>(result.identity.bytes))
      .bind(4, result.identity.modified_ns)
      .bind(5, static_cast<std::int64_t>(result.identity.inode))
      .bind(6, name(result.format))
      .bind(7, std::int64_t{result.width})
      .bind(8, std::int64_t{result.height})
      .bind(11, std::string_view(measures_to_json(result.measures).dump()))
      .bind(12, std::string_view(findings_to_json(result.findings).dump()))
      .bind(13, std::int64_t{result.decision == Decision::kApproved ? 1 : 0})
      .bind(14, std::int64_t{rejecting_categories(result.findings)})
      .bind(15, result.confidence)
      .bind(16, result.quality)
      .bind(17, result.elapsed_ms)
      .bind(19, session.elapsed_seconds);
  if (result.content)
    update->bind(9, std::string_view(to_hex(*result.content)));
  else
    update->bind_null(9);
  if (result.fingerprint)
    update->bind_blob(10, fingerprint_bytes(*result.fingerprint));
  else
    update->bind_null(10);
  if (result.metadata)
    update->bind(18, std::string_view(metadata_to_json(*result.metadata).dump()));
  else
    update->bind_null(18);
  PS_TRY_VOID(update_photo(*update, session_id, result.n));
  return write_likeness(session_id, result);
}

Result<> SqlStore::write_likeness(const std::string& session_id, const PhotoResult& result) {
  // A rejected photo is nobody's copy: what is written of it when it was approved before is not
  // read.
  if (result.decision != Decision::kApproved) return {};
  // Few photos have none: that one was judged before is rare, that there is nothing is not worth
  // asking.
  PS_TRY(Statement * write, statement(result.local_features ? kWriteLikeness : kForgetLikeness));
  write->bind(1, session_id).bind(2, std::int64_t{result.n});
  if (result.local_features) {
    const PhotoMetadata none;
    const PhotoMetadata& metadata = result.metadata ? *result.metadata : none;
    write->bind(3, std::string_view(camera_name(metadata.camera_make, metadata.camera_model)))
        .bind(4, metadata.taken_at)
        .bind_blob(5, features_bytes(*result.local_features));
  }
  return write->run();
}

Result<> SqlStore::changing_results(const Database::Work& work) {
  bool tried = false;
  auto done = database_->transaction([&]() -> Result<> {
    // What an attempt that was lost has put there is not stored.
    if (std::exchange(tried, true)) open_.clear();
    return work();
  });
  if (!done) open_.clear();
  return done;
}

Result<> SqlStore::write_copy(const std::string& session_id, const CopyChange& copy) {
  PS_TRY(Statement * update, statement(kWriteCopy));
  update->bind(1, session_id)
      .bind(2, std::int64_t{copy.n})
      .bind(3, static_cast<std::int64_t>(copy.state))
      .bind(4, copy.error);
  return update_photo(*update, session_id, copy.n);
}

Result<> SqlStore::commit(const Commit& commit) {
  const std::string& id = commit.session.id;
  return changing_results([&]() -> Result<> {
    PS_TRY_VOID(write_session(commit.session));
    for (const PhotoResult& result : commit.results)
      PS_TRY_VOID(write_result(commit.session, result));
    PS_TRY_VOID(write_results(id, commit.results));
    if (ended(commit.session.status)) PS_TRY_VOID(close_blocks(id));
    for (const CopyChange& copy : commit.copies) PS_TRY_VOID(write_copy(id, copy));
    for (const StoredMilestone& milestone : commit.milestones) {
      PS_TRY(Statement * insert, statement(kAddMilestone));
      insert->bind(1, id)
          .bind(2, milestone.value)
          .bind(3, static_cast<std::int64_t>(milestone.type))
          .bind(4, std::int64_t{milestone.current_progress})
          .bind(5, std::int64_t{milestone.total_progress})
          .bind(6, milestone.timestamp)
          .bind(7, std::string_view(snapshot_to_text(milestone.snapshot)));
      PS_TRY_VOID(insert->run());
    }
    for (const StoredError& error : commit.errors) {
      PS_TRY(Statement * insert, statement(kAddError));
      insert->bind(1, id)
          .bind(2, error.type)
          .bind(3, error.message)
          .bind(4, std::int64_t{error.n})
          .bind(5, std::int64_t{error.recoverable ? 1 : 0})
          .bind(6, error.timestamp);
      PS_TRY_VOID(insert->run());
    }
    return write_performance(id, commit.performance);
  });
}

Result<> SqlStore::write_outcome(const std::string& session_id, const ReviewOutcome& outcome) {
  PS_TRY(Statement * update, statement(kWriteOutcome));
  const bool rejects = outcome.finding && outcome.finding->severity == Severity::kReject;
  update->bind(1, session_id)
      .bind(2, std::int64_t{outcome.n})
      .bind(3, std::int64_t{outcome.group})
      .bind(5, std::int64_t{rejects ? 1 : 0});
  if (outcome.finding)
    update->bind(4, std::string_view(findings_to_json({*outcome.finding}).dump()));
  else
    update->bind_null(4);
  return update_photo(*update, session_id, outcome.n);
}

// Of blocks whose columns are written only the flags change; of others the rows say it.
Result<> SqlStore::save_review(const Session& session, std::span<const ReviewOutcome> outcomes) {
  return changing_results([&]() -> Result<> {
    open_.clear();
    ReviewedFlags flags;
    PS_TRY(Statement * reviewed, statement(kReviewed));
    reviewed->bind(1, session.id);
    PS_TRY_VOID(each_row(*reviewed, [&]() -> Result<bool> {
      flags.forget(count_at(*reviewed, 0), reviewed->whole(1) != 0);
      return true;
    }));
    PS_TRY(Statement * forget, statement(kForgetReview));
    forget->bind(1, session.id);
    PS_TRY_VOID(forget->run());
    for (const ReviewOutcome& outcome : outcomes) {
      PS_TRY_VOID(write_outcome(session.id, outcome));
      if (outcome.finding) flags.find(outcome.n, *outcome.finding);
    }
    PS_TRY_VOID(write_reviewed(session.id, flags));
    PS_TRY_VOID(write_session(session));
    return ended(session.status) ? close_blocks(session.id) : Result<>{};
  });
}

}  // namespace photosieve
