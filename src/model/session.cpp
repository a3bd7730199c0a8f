// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/finding.h"
#include "model/json_null.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 7> kStatuses{
    "created", "running", "paused", "interrupted", "complete", "cancelled", "failed"};
constexpr std::array<std::string_view, 4> kStages{"scanning", "processing", "reviewing",
                                                  "complete"};

}  // namespace

std::string_view name(SessionStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}
std::string_view name(Stage stage) {
  return kStages[static_cast<std::size_t>(stage)];
}

std::optional<SessionStatus> session_status_from(std::string_view name) {
  return value_named<SessionStatus>(kStatuses, name);
}

std::optional<Stage> stage_from(std::string_view name) {
  return value_named<Stage>(kStages, name);
}

bool may_become(SessionStatus from, SessionStatus to) {
  using enum SessionStatus;
  switch (from) {
    case kCreated:
      return to == kRunning || to == kCancelled;
    case kRunning:
      return to == kPaused || to == kComplete || to == kCancelled || to == kFailed ||
             to == kInterrupted;
    case kPaused:
      return to == kRunning || to == kCancelled || to == kInterrupted;
    case kInterrupted:
      return to == kRunning || to == kCancelled;
    case kComplete:
    case kCancelled:
    case kFailed:
      return false;
  }
  return false;
}

bool ended(SessionStatus status) {
  using enum SessionStatus;
  return status == kComplete || status == kCancelled || status == kFailed;
}

nlohmann::ordered_json session_json(const Session& session) {
  nlohmann::ordered_json json;
  json["session_id"] = session.id;
  json["name"] = to_valid_utf8(session.name);
  json["status"] = name(session.status);
  json["stage"] = name(session.stage);
  json["input_folder"] = to_valid_utf8(session.input_folder);
  json["output_folder"] = to_valid_utf8(session.output_folder);
  json["profile"] = session.settings.profile;
  json["mode"] = name(session.settings.mode);
  json["settings"] = settings_json(session.settings);
  json["created_at"] = iso8601(session.created_at);
  json["started_at"] = time_or_null(session.started_at);
  json["ended_at"] = time_or_null(session.ended_at);
  json["elapsed_time"] = rounded(session.elapsed_seconds);
  json["total_images"] = nullptr;
  if (session.total_images) json["total_images"] = *session.total_images;
  json["processed"] = session.processed;
  json["approved_count"] = session.approved;
  json["rejected_count"] = session.rejected;
  json["issues"] = {{"quality", session.issues.quality},
                    {"defect", session.issues.defect},
                    {"similarity", session.issues.similarity},
                    {"compliance", session.issues.compliance}};
  json["skipped_count"] = session.skipped;
  json["error"] = nullptr;
  if (!session.error.empty()) json["error"] = session.error;
  return json;
}

}  // namespace photosieve
