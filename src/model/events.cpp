// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/events.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/json_null.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

// 1,024 as sent: the event's name and the packet's brackets stand around it.
constexpr std::size_t kMostProgressBytes = 1000;
constexpr std::array<std::string_view, 3> kMilestoneTypes{"percentage", "count", "time"};

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(to_valid_utf8(text));
}

// A percentage of the contract: at most two decimals, and never 100 before all is done.
double percent(double value) {
  return std::floor(value * 100.0 + 1e-9) / 100.0;
}

Json percent_or_null(const std::optional<double>& value) {
  return value ? Json(percent(*value)) : Json(nullptr);
}

Json progress_json(const ProgressUpdate& update) {
  Json json;
  json["session_id"] = update.session_id;
  json["current_image"] = update.current_image;
  json["total_images"] = or_null(update.total_images);
  json["percentage"] = percent_or_null(update.percentage);
  json["current_filename"] = text_or_null(update.current_filename);
  json["approved_count"] = update.approved_count;
  json["rejected_count"] = update.rejected_count;
  json["processing_speed"] = or_null(update.processing_speed);
  json["estimated_completion"] = time_or_null(update.estimated_completion);
  json["current_stage"] = name(update.current_stage);
  json["error_message"] = text_or_null(update.error_message);
  json["memory_usage_mb"] = or_null(update.memory_usage_mb);
  json["cpu_usage_percent"] = percent_or_null(update.cpu_usage_percent);
  json["gpu_usage_percent"] = percent_or_null(update.gpu_usage_percent);
  json["batch_processing_time"] = or_null(update.batch_processing_time);
  json["avg_image_processing_time"] = or_null(update.avg_image_processing_time);
  json["milestone_reached"] = text_or_null(update.milestone_reached);
  json["elapsed_time"] = rounded(update.elapsed_time);
  json["current_batch"] = update.current_batch;
  json["total_batches"] = or_null(update.total_batches);
  json["images_per_second"] = or_null(update.images_per_second);
  json["eta_seconds"] = or_null(update.eta_seconds);
  return json;
}

// Shortens the two texts until the whole fits what is promised, the error first.
Json bounded_progress_json(const ProgressUpdate& update) {
  Json json = progress_json(update);
  const auto shorten = [&](const char* field, const std::string& text) {
    std::size_t size = json.dump().size();
    for (std::size_t keep = to_valid_utf8(text).size(); size > kMostProgressBytes && keep > 16;) {
      // Escapes can take six bytes for one, so the excess is taken off in steps.
      keep -= std::min(keep - 16, std::max<std::size_t>(1, (size - kMostProgressBytes + 5) / 6));
      json[field] = elide_middle_bytes(to_valid_utf8(text), keep);
      size = json.dump().size();
    }
  };
  shorten("error_message", update.error_message);
  shorten("current_filename", update.current_filename);
  return json;
}

struct ToJson {
  Json operator()(const ProgressUpdate& update) const { return bounded_progress_json(update); }

  Json operator()(const MilestoneReached& milestone) const {
    const PerformanceSnapshot& at = milestone.snapshot;
    Json json;
    json["session_id"] = milestone.session_id;
    json["milestone_type"] = name(milestone.type);
    json["milestone_value"] = milestone.value;
    json["current_progress"] = milestone.current_progress;
    json["total_progress"] = milestone.total_progress;
    json["message"] = milestone.message;
    json["timestamp"] = iso8601(milestone.timestamp);
    Json snapshot;
    snapshot["processing_speed"] = or_null(at.processing_speed);
    snapshot["memory_usage"] = or_null(at.memory_usage);
    snapshot["cpu_usage"] = percent_or_null(at.cpu_usage);
    snapshot["gpu_usage"] = percent_or_null(at.gpu_usage);
    snapshot["approved_rate"] = percent_or_null(at.approved_rate);
    snapshot["approved_count"] = at.approved_count;
    snapshot["rejected_count"] = at.rejected_count;
    snapshot["elapsed_time"] = rounded(at.elapsed_time);
    snapshot["eta_seconds"] = or_null(at.eta_seconds);
    json["performance_snapshot"] = std::move(snapshot);
    return json;
  }

  Json operator()(const StageChange& change) const {
    Json json;
    json["session_id"] = change.session_id;
    json["stage"] = name(change.stage);
    json["message"] = change.message;
    json["timestamp"] = iso8601(change.timestamp);
    json["images"] = or_null(change.images);
    json["moved_to_rejected"] = or_null(change.moved_to_rejected);
    return json;
  }

  Json operator()(const ImageResult& result) const {
    Json json;
    json["session_id"] = result.session_id;
    json["n"] = result.n;
    json["path"] = to_valid_utf8(result.path);
    if (!valid_utf8(result.path)) json["path_bytes"] = base64(result.path);
    json["decision"] = name(result.decision);
    json["reasons"] = Json::array();
    for (const FindingCode code : result.reasons) json["reasons"].push_back(info(code).name);
    json["timestamp"] = iso8601(result.timestamp);
    return json;
  }

  Json operator()(const ProcessingError& error) const {
    Json json;
    json["session_id"] = error.session_id;
    json["error_type"] = error.error_type;
    json["error_message"] = to_valid_utf8(error.error_message);
    json["timestamp"] = iso8601(error.timestamp);
    json["recoverable"] = error.recoverable;
    return json;
  }

  Json operator()(const ProcessingPaused& paused) const {
    return status_json(paused.session_id, "paused", paused.timestamp);
  }
  Json operator()(const ProcessingResumed& resumed) const {
    return status_json(resumed.session_id, "running", resumed.timestamp);
  }

  Json operator()(const ProcessingComplete& complete) const {
    Json json;
    json["session_id"] = complete.session_id;
    json["total_processed"] = complete.total_processed;
    json["total_approved"] = complete.total_approved;
    json["total_rejected"] = complete.total_rejected;
    json["processing_time"] = rounded(complete.processing_time);
    json["completion_time"] = iso8601(complete.completion_time);
    json["output_folder"] = to_valid_utf8(complete.output_folder);
    json["avg_processing_speed"] = or_null(complete.avg_processing_speed);
    json["peak_memory_usage"] = or_null(complete.peak_memory_usage);
    json["avg_gpu_usage"] = percent_or_null(complete.avg_gpu_usage);
    json["total_batches"] = complete.total_batches;
    json["approval_rate"] = percent_or_null(complete.approval_rate);
    json["quality_issues_count"] = complete.issues.quality;
    json["defect_issues_count"] = complete.issues.defect;
    json["similarity_issues_count"] = complete.issues.similarity;
    json["compliance_issues_count"] = complete.issues.compliance;
    return json;
  }

  Json operator()(const ProcessingCancelled& cancelled) const {
    return ending_json(cancelled.session_id, "cancelled", cancelled.message, cancelled.timestamp);
  }
  Json operator()(const ProcessingFailed& failed) const {
    return ending_json(failed.session_id, "failed", failed.message, failed.timestamp);
  }
  Json operator()(const SessionChanged& changed) const { return session_json(changed.session); }
  Json operator()(const PerformanceUpdate& update) const { return performance_json(update); }

  Json operator()(const TunerDecision& decision) const {
    Json json;
    json["session_id"] = decision.session_id;
    json["what"] = decision.what;
    json["from"] = or_null(decision.from);
    json["to"] = or_null(decision.to);
    json["reason"] = to_valid_utf8(decision.reason);
    json["timestamp"] = iso8601(decision.timestamp);
    return json;
  }

  Json operator()(const ProcessingStalled& stalled) const {
    Json json;
    json["session_id"] = stalled.session_id;
    json["current_filename"] = text_or_null(stalled.current_filename);
    json["seconds"] = rounded(stalled.seconds);
    json["timestamp"] = iso8601(stalled.timestamp);
    return json;
  }

 private:
  static Json status_json(const std::string& session_id, const char* status, WallMs timestamp) {
    Json json;
    json["session_id"] = session_id;
    json["status"] = status;
    json["timestamp"] = iso8601(timestamp);
    return json;
  }

  static Json ending_json(const std::string& session_id, const char* status,
                          const std::string& message, WallMs timestamp) {
    Json json;
    json["session_id"] = session_id;
    json["status"] = status;
    json["message"] = to_valid_utf8(message);
    json["timestamp"] = iso8601(timestamp);
    return json;
  }
};

struct NameOf {
  std::string_view operator()(const ProgressUpdate&) const { return "progress_update"; }
  std::string_view operator()(const MilestoneReached&) const { return "milestone_reached"; }
  std::string_view operator()(const StageChange&) const { return "stage_change"; }
  std::string_view operator()(const ImageResult&) const { return "image_result"; }
  std::string_view operator()(const ProcessingError&) const { return "processing_error"; }
  std::string_view operator()(const ProcessingPaused&) const { return "processing_paused"; }
  std::string_view operator()(const ProcessingResumed&) const { return "processing_resumed"; }
  std::string_view operator()(const ProcessingComplete&) const { return "processing_complete"; }
  std::string_view operator()(const ProcessingCancelled&) const { return "processing_cancelled"; }
  std::string_view operator()(const ProcessingFailed&) const { return "processing_failed"; }
  std::string_view operator()(const SessionChanged&) const { return "session_changed"; }
  std::string_view operator()(const PerformanceUpdate&) const { return "performance_update"; }
  std::string_view operator()(const TunerDecision&) const { return "tuner_decision"; }
  std::string_view operator()(const ProcessingStalled&) const { return "processing_stalled"; }
};

}  // namespace

std::string_view name(MilestoneType type) {
  return kMilestoneTypes[static_cast<std::size_t>(type)];
}

std::string_view event_name(const Event& event) {
  return std::visit(NameOf{}, event);
}

Json event_json(const Event& event) {
  return std::visit(ToJson{}, event);
}

const std::string& session_of(const Event& event) {
  return std::visit(
      [](const auto& one) -> const std::string& {
        if constexpr (requires { one.session.id; })
          return one.session.id;
        else
          return one.session_id;
      },
      event);
}

}  // namespace photosieve
