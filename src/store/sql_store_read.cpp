// What the store reads: photos, candidates, results, and what happened in a session.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "store/fingerprint_bytes.h"
#include "store/snapshot_json.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kPhotos =
    "SELECT " PS_PHOTO_COLUMNS " FROM photos WHERE session_id=?1 ORDER BY n";
constexpr const char* kPhoto =
    "SELECT " PS_PHOTO_COLUMNS " FROM photos WHERE session_id=?1 AND n=?2";
constexpr const char* kCandidates =
    "SELECT photos.n, own_approved, content, fingerprint, camera, taken_at, features "
    "FROM photos LEFT JOIN likeness "
    "ON likeness.session_id=photos.session_id AND likeness.n=photos.n AND own_approved=1 "
    "WHERE photos.session_id=?1 AND own_approved IS NOT NULL "
    "ORDER BY own_approved DESC, quality DESC, photos.n";

constexpr const char* kResults =
    "SELECT " PS_RESULT_COLUMNS " FROM photos WHERE session_id=?1 AND judged=1 ORDER BY n";
constexpr const char* kResult =
    "SELECT " PS_RESULT_COLUMNS " FROM photos WHERE session_id=?1 AND n=?2 AND judged=1";

constexpr const char* kSkipped =
    "SELECT path, reason, detail FROM skipped_files WHERE session_id=?1 ORDER BY path";
constexpr const char* kContent = "SELECT content FROM photos WHERE session_id=?1 AND n=?2";
// The state stands in the text, so that the index over placed photos serves.
static_assert(static_cast<int>(CopyState::kPlaced) == 2);
constexpr const char* kPlacedContent =
    "SELECT photos.content FROM photos JOIN sessions ON sessions.id=photos.session_id "
    "WHERE sessions.output_folder=?1 AND photos.path=?2 AND photos.copy_state=2 "
    "ORDER BY sessions.created_at DESC LIMIT 1";
constexpr const char* kMilestones =
    "SELECT type, value, current_progress, total_progress, reached_at, snapshot FROM milestones "
    "WHERE session_id=?1 ORDER BY place, reached_at";
constexpr const char* kErrors =
    "SELECT type, message, n, recoverable, happened_at FROM errors WHERE session_id=?1 "
    "ORDER BY happened_at";
constexpr const char* kErrorPage =
    "SELECT type, message, n, recoverable, happened_at FROM errors WHERE session_id=?1 "
    "ORDER BY happened_at LIMIT ?3 OFFSET ?2";
constexpr const char* kSkippedCounts =
    "SELECT reason, COUNT(*) FROM skipped_files WHERE session_id=?1 GROUP BY reason";

Result<std::vector<StoredError>> errors_of(Statement& select) {
  std::vector<StoredError> all;
  PS_TRY_VOID(each_row(select, [&]() -> Result<bool> {
    all.push_back({select.text(0), select.text(1), count_at(select, 2), select.whole(3) != 0,
                   select.whole(4)});
    return true;
  }));
  return all;
}

}  // namespace

// Streams prepare a statement of their own, so that one may be opened while another runs.
Result<> SqlStore::each_photo(const std::string& session_id, const EachPhoto& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kPhotos));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> { return each(photo_of(select)); });
}

Result<std::optional<StoredPhoto>> SqlStore::photo(const std::string& session_id, std::uint32_t n) {
  PS_TRY(Statement * select, statement(kPhoto));
  select->bind(1, session_id).bind(2, std::int64_t{n});
  std::optional<StoredPhoto> found;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    found = photo_of(*select);
    return false;
  }));
  return found;
}

Result<> SqlStore::each_candidate(const std::string& session_id, const EachCandidate& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kCandidates));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> {
    StoredCandidate candidate;
    candidate.n = count_at(select, 0);
    candidate.own_decision = decision_of(select.whole(1) != 0);
    candidate.content = hash_from_hex(select.text(2));
    if (!select.is_null(3)) candidate.fingerprint = fingerprint_from_bytes(select.text(3));
    if (!select.is_null(6)) {
      candidate.camera = select.text(4);
      candidate.taken_at = select.text(5);
      candidate.local_features = features_from_bytes(select.text(6));
    }
    return each(candidate);
  });
}

Result<> SqlStore::each_result(const std::string& session_id, const EachResult& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kResults));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> {
    PS_TRY(const StoredResult result, result_of(select));
    return each(result);
  });
}

Result<std::optional<StoredResult>> SqlStore::result(const std::string& session_id,
                                                     std::uint32_t n) {
  std::optional<StoredResult> found;
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kResult));
  Statement& select = *opened;
  select.bind(1, session_id).bind(2, std::int64_t{n});
  PS_TRY_VOID(each_row(select, [&]() -> Result<bool> {
    PS_TRY(found, result_of(select));
    return false;
  }));
  return found;
}

Result<> SqlStore::each_skipped(const std::string& session_id, const EachSkipped& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kSkipped));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> {
    const auto reason = skip_reason_from(select.text(1)).value_or(SkipReason::kNotAPhoto);
    return each({select.text(0), reason, select.text(2)});
  });
}

Result<std::optional<Hash128>> SqlStore::content(const std::string& session_id, std::uint32_t n) {
  PS_TRY(Statement * select, statement(kContent));
  select->bind(1, session_id).bind(2, std::int64_t{n});
  PS_TRY(const bool row, select->step());
  const auto hash = row ? hash_from_hex(select->text(0)) : std::optional<Hash128>{};
  select->reset();
  return hash;
}

Result<std::optional<Hash128>> SqlStore::placed_content(const std::string& output_folder,
                                                        const std::string& path) {
  PS_TRY(Statement * select, statement(kPlacedContent));
  select->bind_blob(1, output_folder).bind_blob(2, path);
  PS_TRY(const bool row, select->step());
  const auto hash = row ? hash_from_hex(select->text(0)) : std::optional<Hash128>{};
  select->reset();
  return hash;
}

Result<std::vector<StoredMilestone>> SqlStore::milestones(const std::string& session_id) {
  std::vector<StoredMilestone> all;
  PS_TRY(Statement * select, statement(kMilestones));
  select->bind(1, session_id);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    all.push_back({static_cast<MilestoneType>(select->whole(0)), select->text(1),
                   count_at(*select, 2), count_at(*select, 3), select->whole(4),
                   snapshot_from_text(select->text(5))});
    return true;
  }));
  return all;
}

Result<std::vector<StoredError>> SqlStore::errors(const std::string& session_id) {
  PS_TRY(Statement * select, statement(kErrors));
  select->bind(1, session_id);
  return errors_of(*select);
}

Result<std::vector<StoredError>> SqlStore::error_page(const std::string& session_id,
                                                      std::uint32_t skip, std::uint32_t limit) {
  PS_TRY(Statement * select, statement(kErrorPage));
  select->bind(1, session_id).bind(2, std::int64_t{skip}).bind(3, std::int64_t{limit});
  return errors_of(*select);
}

Result<std::vector<SkippedCount>> SqlStore::skipped_counts(const std::string& session_id) {
  std::vector<SkippedCount> all;
  PS_TRY(Statement * select, statement(kSkippedCounts));
  select->bind(1, session_id);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    if (const auto reason = skip_reason_from(select->text(0)))
      all.push_back({*reason, count_at(*select, 1)});
    return true;
  }));
  std::sort(all.begin(), all.end(),
            [](const SkippedCount& a, const SkippedCount& b) { return a.reason < b.reason; });
  return all;
}

}  // namespace photosieve
