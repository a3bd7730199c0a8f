// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <array>

namespace photosieve {
namespace {

// One row a session, photo, skipped file, finding, milestone, error. What was found in a photo
// stands in its row: the own_ columns by its own findings, decision and photo_group as reviewing
// left them. Findings are kept whole as JSON and, for counting and filtering, a row each.
constexpr const char* kFirst = R"sql(
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  input_folder BLOB NOT NULL,
  output_folder BLOB NOT NULL,
  settings TEXT NOT NULL,
  profile TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  ended_at BIGINT,
  elapsed_seconds DOUBLE PRECISION NOT NULL,
  total_images BIGINT,
  skipped BIGINT NOT NULL,
  processed BIGINT NOT NULL,
  approved BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  quality_issues BIGINT NOT NULL,
  defect_issues BIGINT NOT NULL,
  similarity_issues BIGINT NOT NULL,
  compliance_issues BIGINT NOT NULL,
  error TEXT NOT NULL
);
CREATE INDEX sessions_by_folders ON sessions (input_folder, output_folder, created_at);

CREATE TABLE photos (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  n BIGINT NOT NULL,
  path BLOB NOT NULL,
  bytes BIGINT NOT NULL,
  modified_ns BIGINT NOT NULL,
  inode BIGINT NOT NULL,
  judged INTEGER NOT NULL DEFAULT 0,
  format TEXT,
  width BIGINT,
  height BIGINT,
  content TEXT,
  fingerprint BLOB,
  measures TEXT,
  own_findings TEXT,
  own_approved INTEGER,
  own_issues INTEGER,
  confidence DOUBLE PRECISION,
  quality DOUBLE PRECISION,
  elapsed_ms DOUBLE PRECISION,
  approved INTEGER,
  photo_group BIGINT NOT NULL DEFAULT 0,
  review_finding TEXT,
  copy_state INTEGER NOT NULL DEFAULT 0,
  copy_error TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (session_id, n)
);
CREATE INDEX photos_best_first ON photos (session_id, own_approved DESC, quality DESC, n);

CREATE TABLE findings (
  session_id TEXT NOT NULL,
  n BIGINT NOT NULL,
  review INTEGER NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  category TEXT NOT NULL,
  PRIMARY KEY (session_id, n, review, code),
  FOREIGN KEY (session_id, n) REFERENCES photos (session_id, n)
);
CREATE INDEX findings_by_code ON findings (session_id, code, severity, n);

CREATE TABLE skipped_files (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  path BLOB NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX skipped_by_session ON skipped_files (session_id, reason);

CREATE TABLE milestones (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  value TEXT NOT NULL,
  type INTEGER NOT NULL,
  current_progress BIGINT NOT NULL,
  total_progress BIGINT NOT NULL,
  reached_at BIGINT NOT NULL,
  snapshot TEXT NOT NULL,
  PRIMARY KEY (session_id, value)
);

CREATE TABLE errors (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  type TEXT NOT NULL,
  message TEXT NOT NULL,
  n BIGINT NOT NULL,
  recoverable INTEGER NOT NULL,
  happened_at BIGINT NOT NULL
);
CREATE INDEX errors_by_session ON errors (session_id, happened_at);
)sql";

// Milestones in the order in which they were reached; what was placed at a path, found at once.
constexpr const char* kSecond = R"sql(
ALTER TABLE milestones ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
CREATE INDEX photos_placed ON photos (path) WHERE copy_state = 2;
)sql";

// What a file says of its picture, as JSON (model/photo_metadata_json.h).
constexpr const char* kThird = R"sql(
ALTER TABLE photos ADD COLUMN metadata TEXT;
)sql";

// Pages of sessions and groups, found at once; when in a session's own time a result was stored.
constexpr const char* kFourth = R"sql(
CREATE INDEX sessions_by_time ON sessions (created_at, id);
CREATE INDEX photos_in_groups ON photos (session_id, photo_group) WHERE photo_group <> 0;
ALTER TABLE photos ADD COLUMN stored_after DOUBLE PRECISION;
)sql";

// What a session took, for who asks after its end; those that are not ended, found at once.
constexpr const char* kFifth = R"sql(
ALTER TABLE sessions ADD COLUMN peak_memory_mb DOUBLE PRECISION;
ALTER TABLE sessions ADD COLUMN batches BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sessions_not_ended ON sessions (created_at)
  WHERE status IN ('created', 'running', 'paused', 'interrupted');
)sql";

// What runs that ended teach of the time left (time_left_json.h), by machine and kind of run; what
// was changed by itself while a session ran, and why.
constexpr const char* kSixth = R"sql(
CREATE TABLE time_left_records (
  session_id TEXT PRIMARY KEY REFERENCES sessions (id),
  kind TEXT NOT NULL,
  ended_at BIGINT NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX time_left_by_kind ON time_left_records (kind, ended_at);

CREATE TABLE tuner_decisions (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  what TEXT NOT NULL,
  from_value DOUBLE PRECISION,
  to_value DOUBLE PRECISION,
  reason TEXT NOT NULL,
  decided_at BIGINT NOT NULL
);
CREATE INDEX decisions_by_session ON tuner_decisions (session_id, decided_at);
)sql";

// What the host did while a session ran: buckets of a width (milliseconds) from `at` to `last`.
constexpr const char* kSeventh = R"sql(
CREATE TABLE performance (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  width BIGINT NOT NULL,
  at BIGINT NOT NULL,
  last BIGINT NOT NULL,
  samples BIGINT NOT NULL,
  fields BLOB NOT NULL,
  PRIMARY KEY (session_id, width, at)
);
CREATE INDEX performance_by_time ON performance (session_id, at);
ALTER TABLE sessions ADD COLUMN avg_gpu_usage DOUBLE PRECISION;
)sql";

// What pages of results are made by (image_columns.h); a folder's photos, found at once.
constexpr const char* kEighth = R"sql(
CREATE TABLE image_columns (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  kind TEXT NOT NULL,
  block BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (session_id, kind, block)
);
CREATE INDEX photos_by_path ON photos (session_id, path);
)sql";

// Who may ask a server (model/access_token.h).
constexpr const char* kNinth = R"sql(
CREATE TABLE access_tokens (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rights TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT
);
)sql";

// Share links, and who did what (model/audit_entry.h). Paths are found by the photos' order;
// findings are counted and filtered by their columns, in blocks of another size.
constexpr const char* kTenth = R"sql(
DROP INDEX photos_by_path;
DROP TABLE findings;
DELETE FROM image_columns;
ALTER TABLE access_tokens ADD COLUMN session_id TEXT NOT NULL DEFAULT '';
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  session_id TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, id);
)sql";

// A column's bytes stand in their row and as they are, not compressed and in pieces elsewhere.
constexpr const char* kEleventh = R"sql(
-- postgresql: ALTER TABLE image_columns SET (toast_tuple_target = 8160);
)sql";

// What reviewing compares of a photo beside its hashes: model/local_features.h as bytes, and who
// took it when, as its metadata says.
constexpr const char* kTwelfth = R"sql(
CREATE TABLE likeness (
  session_id TEXT NOT NULL,
  n BIGINT NOT NULL,
  camera TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  features BLOB NOT NULL,
  PRIMARY KEY (session_id, n)
);
)sql";

constexpr std::array<const char*, 12> kSteps{kFirst, kSecond, kThird,    kFourth,
                                             kFifth, kSixth,  kSeventh,  kEighth,
                                             kNinth, kTenth,  kEleventh, kTwelfth};

}  // namespace

std::span<const char* const> schema_steps() {
  return kSteps;
}

}  // namespace photosieve
