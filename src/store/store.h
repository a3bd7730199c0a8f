// Store: what may be stored and asked, whatever database lies below.
//
// A call either takes effect whole and durably before it returns, or not at all.
// Errors   kRetry when the database is busy or away, kFatal when it is broken, newer than the
//          program or out of space, kUsage for an address that cannot be opened.
// Threads  one connection is one thread's; open another for another thread. Readers see what was
//          committed before their call began.
// Cost     reading calls stream: nothing grows with the number of photos.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/access_token.h"
#include "model/audit_entry.h"
#include "model/events.h"
#include "model/performance_series.h"
#include "model/photo.h"
#include "model/profile.h"
#include "model/session.h"
#include "model/time_left_record.h"
#include "store/image_query.h"

namespace photosieve {

enum class CopyState : std::uint8_t {
  kNone,    // not copied
  kStaged,  // a verified, durable copy lies in the staging folder
  kPlaced,  // it lies under its final name
  kFailed,  // it could not be copied; copy_error says why
};

struct StoredPhoto {
  PhotoRef ref;
  bool judged = false;
  Decision own_decision = Decision::kRejected;  // by its own findings; when judged
  std::uint8_t own_issues = 0;                  // rejecting_categories() of its own findings
  Decision decision = Decision::kRejected;      // after reviewing; the same before it
  CopyState copy = CopyState::kNone;
  std::optional<Hash128> content;  // when judged and readable
};

struct StoredResult {
  PhotoResult result;  // findings and decision as after reviewing, once that is done
  std::string path;
  std::uint32_t group = 0;  // n of the kept photo of its group; 0: in no group
  CopyState copy = CopyState::kNone;
  std::string copy_error;
};

// In the order of reviewing: approved by own findings first, then quality downwards, then n.
struct StoredCandidate {
  std::uint32_t n = 0;
  Decision own_decision = Decision::kRejected;
  std::optional<Hash128> content;
  std::optional<Fingerprint> fingerprint;
  // Of approved photos; of results stored by a program before there were any: nothing.
  std::optional<LocalFeatures> local_features;
  std::string camera;    // camera_name() of its metadata; "": the file does not tell
  std::string taken_at;  // PhotoMetadata::taken_at
};

struct StoredMilestone {
  MilestoneType type = MilestoneType::kPercentage;
  std::string value;
  std::uint32_t current_progress = 0;
  std::uint32_t total_progress = 0;
  WallMs timestamp = 0;
  PerformanceSnapshot snapshot;
};

struct StoredError {
  std::string type;
  std::string message;
  std::uint32_t n = 0;  // the photo it is about; 0: none
  bool recoverable = true;
  WallMs timestamp = 0;
};

struct CopyChange {
  std::uint32_t n = 0;
  CopyState state = CopyState::kNone;
  std::string error;  // for kFailed
};

// What one step of a run leaves behind, in one transaction. `session` is written as it is given.
struct Commit {
  Session session;
  std::vector<PhotoResult> results;  // of photos added before; a second result replaces the first
                                     // and resets the photo's copy state
  std::vector<CopyChange> copies;
  std::vector<StoredMilestone> milestones;
  std::vector<StoredError> errors;
  std::vector<PerformanceBucket> performance;  // moments since the last commit
};

// What reviewing decided of a photo. Photos that are not mentioned keep their own decision and
// are in no group.
struct ReviewOutcome {
  std::uint32_t n = 0;
  std::uint32_t group = 0;
  std::optional<Finding> finding;  // added to its findings; one that rejects makes it rejected
};

struct SkippedCount {
  SkipReason reason = SkipReason::kNotAPhoto;
  std::uint32_t files = 0;
};

// A page of sessions begins after this one.
struct SessionPlace {
  WallMs created_at = 0;
  std::string id;
};

struct StoredGroup {
  std::uint32_t kept = 0;  // n of the photo that is kept, which names the group
  std::uint32_t photos = 0;
  std::uint32_t approved = 0;
};

// A judged photo's numbers, for distributions.
struct StoredFigures {
  std::uint32_t n = 0;
  std::string path;
  Decision decision = Decision::kRejected;
  Format format = Format::kUnknown;
  std::uint64_t bytes = 0;
  double megapixels = 0;
  Measures measures;
  double quality = 0;
  double elapsed_ms = 0;
  std::string camera;  // camera_name() of its metadata; "": the file does not tell
  std::string lens;
  // The session's elapsed seconds when the result was stored; nothing: stored by an older program.
  std::optional<double> stored_after;
};

// All sessions together, for metrics.
struct StoredTotals {
  struct Status {
    SessionStatus status = SessionStatus::kCreated;
    std::uint64_t sessions = 0;
    std::uint64_t processed = 0;
    std::uint64_t approved = 0;
    std::uint64_t rejected = 0;
  };
  std::vector<Status> statuses;        // those that some session has
  std::optional<WallMs> last_success;  // when the newest complete session ended
  double last_success_seconds = 0;     // what it took
};

class Store {
 public:
  virtual ~Store() = default;

  // What is done while the database is away or busy, instead of giving kRetry at once: called
  // before each new try of the same call with what stood in the way and how often it was tried (0
  // at first). It waits as long as it thinks right and says whether to try again; it may not use
  // this store. A call that comes through in the end has taken effect once.
  using WhenAway = std::function<bool(const Error& why, unsigned tries)>;
  virtual void when_away(WhenAway wait) = 0;

  virtual Result<> create_session(const Session& session, const Profile& profile) = 0;
  virtual Result<> save_session(const Session& session) = 0;
  virtual Result<std::optional<Session>> session(const std::string& id) = 0;
  virtual Result<std::vector<Session>> sessions() = 0;            // newest first
  virtual Result<std::vector<Session>> sessions_not_ended() = 0;  // newest first
  // At most `limit`, newest first, from after that place on.
  virtual Result<std::vector<Session>> session_page(const std::optional<SessionPlace>& after,
                                                    std::uint32_t limit) = 0;
  virtual Result<StoredTotals> totals() = 0;
  // The newest session over exactly these folders.
  virtual Result<std::optional<Session>> newest_session(const std::string& input,
                                                        const std::string& output) = 0;
  virtual Result<Profile> profile(const std::string& session_id) = 0;

  // Scanning. Photos come in the order of n, each once. clear_scan forgets photos and skipped
  // files of a scan that did not end.
  virtual Result<> add_photos(const std::string& session_id, std::span<const PhotoRef> photos) = 0;
  virtual Result<> add_skipped(const std::string& session_id,
                               std::span<const SkippedFile> files) = 0;
  virtual Result<> clear_scan(const std::string& session_id) = 0;

  virtual Result<> commit(const Commit& commit) = 0;

  // Reviewing: all outcomes, the session's new counts and stage, in one transaction. May be called
  // again (after a crash): outcomes of an earlier call are undone first.
  virtual Result<> save_review(const Session& session, std::span<const ReviewOutcome> outcomes) = 0;

  // Streams; a callback that returns false ends it. The callback may not use this store.
  using EachPhoto = std::function<bool(const StoredPhoto&)>;
  using EachCandidate = std::function<bool(const StoredCandidate&)>;
  using EachResult = std::function<bool(const StoredResult&)>;
  using EachSkipped = std::function<bool(const SkippedFile&)>;
  virtual Result<> each_photo(const std::string& session_id, const EachPhoto& each) = 0;  // by n
  virtual Result<> each_candidate(const std::string& session_id, const EachCandidate& each) = 0;
  virtual Result<> each_result(const std::string& session_id, const EachResult& each) = 0;  // by n
  virtual Result<> each_skipped(const std::string& session_id, const EachSkipped& each) = 0;
  virtual Result<std::optional<StoredResult>> result(const std::string& session_id,
                                                     std::uint32_t n) = 0;

  // At most `limit` judged photos, from after that place on, each with its own place.
  struct PlacedResult {
    StoredResult stored;
    ImagePlace place;
  };
  virtual Result<std::vector<PlacedResult>> image_page(const std::string& session_id,
                                                       const ImageFilter& filter,
                                                       const ImageOrder& order,
                                                       const std::optional<ImagePlace>& after,
                                                       std::uint32_t limit) = 0;
  virtual Result<std::uint32_t> image_count(const std::string& session_id,
                                            const ImageFilter& filter) = 0;
  // A photo that was found, judged or not.
  virtual Result<std::optional<StoredPhoto>> photo(const std::string& session_id,
                                                   std::uint32_t n) = 0;
  // At most `limit` groups of alike photos whose kept photo comes after `after`, by n.
  virtual Result<std::vector<StoredGroup>> group_page(const std::string& session_id,
                                                      std::uint32_t after, std::uint32_t limit) = 0;
  using EachFigures = std::function<bool(const StoredFigures&)>;
  virtual Result<> each_figures(const std::string& session_id, const EachFigures& each) = 0;

  // The hash of a judged photo's bytes.
  virtual Result<std::optional<Hash128>> content(const std::string& session_id,
                                                 std::uint32_t n) = 0;
  // The hash of the copy that a session last placed at this path of that output folder.
  virtual Result<std::optional<Hash128>> placed_content(const std::string& output_folder,
                                                        const std::string& path) = 0;

  virtual Result<std::vector<StoredMilestone>> milestones(const std::string& session_id) = 0;
  virtual Result<std::vector<StoredError>> errors(const std::string& session_id) = 0;
  // At most `limit` errors in the order in which they happened, the first `skip` left out.
  virtual Result<std::vector<StoredError>> error_page(const std::string& session_id,
                                                      std::uint32_t skip, std::uint32_t limit) = 0;
  // What was changed by itself while a session ran, in the order in which it was decided.
  virtual Result<> add_decision(const TunerDecision& decision) = 0;
  virtual Result<std::vector<TunerDecision>> decisions(const std::string& session_id) = 0;
  // What runs of one kind (on one machine, in one mode) teach of the time left: the newest `limit`.
  virtual Result<> save_time_left(const std::string& session_id, const std::string& kind,
                                  WallMs ended_at, const TimeLeftRecord& record) = 0;
  virtual Result<std::vector<TimeLeftRecord>> time_left_records(const std::string& kind,
                                                                std::uint32_t limit) = 0;
  virtual Result<std::vector<SkippedCount>> skipped_counts(const std::string& session_id) = 0;
  // Photos by finding code (name, severity, photos), for summaries; in the order of FindingCode.
  struct CodeCount {
    FindingCode code = FindingCode::kUndecodable;
    Severity severity = Severity::kReject;
    std::uint32_t photos = 0;
  };
  virtual Result<std::vector<CodeCount>> code_counts(const std::string& session_id) = 0;

  // The host's history of a session: single moments, about one a second. Of the newest hour each
  // moment is kept; what is older is merged to buckets of 10 s, of a minute after a day, of ten
  // minutes after two weeks, so that a week takes a few megabytes.
  virtual Result<> add_performance(const std::string& session_id,
                                   std::span<const PerformanceBucket> moments) = 0;
  // From `from` to before `to` (nothing: all), merged to at most `points` buckets, by time.
  virtual Result<std::vector<PerformanceBucket>> performance(const std::string& session_id,
                                                             std::optional<WallMs> from,
                                                             std::optional<WallMs> to,
                                                             std::uint32_t points) = 0;

  // Who may ask a server: all tokens that were made, newest first, those that hold no longer too.
  virtual Result<> add_token(const AccessToken& token) = 0;  // kFatal where the id is there
  virtual Result<std::vector<AccessToken>> tokens() = 0;
  // One that is revoked already stays as it is; of one that is not there nothing is said.
  virtual Result<> revoke_token(const std::string& id, WallMs at) = 0;
  // Who did what, newest first, from after `before` (nothing: from the newest); of more than
  // 100,000 the oldest are forgotten.
  virtual Result<> add_audit(const AuditEntry& entry) = 0;
  virtual Result<std::vector<AuditEntry>> audit(const std::optional<AuditPlace>& before,
                                                std::uint32_t limit) = 0;
};

// "sqlite:PATH" or "postgresql://...". The file and its folder are made when missing, a PostgreSQL
// database must be there; the schema is brought up to date.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::string& address);

// "sqlite:" and $XDG_DATA_HOME/photosieve/photosieve.db (or ~/.local/share/...).
[[nodiscard]] std::string default_database();

}  // namespace photosieve
