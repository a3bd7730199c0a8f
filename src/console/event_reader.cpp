// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/event_reader.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr double kMost = 1e12;
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostGpus = 64;

// Fields as they are, or nothing.
class Fields {
 public:
  explicit Fields(const nlohmann::ordered_json& json) : json_(json) {}

  [[nodiscard]] const nlohmann::ordered_json* find(const char* field) const {
    if (!json_.is_object()) return nullptr;
    const auto found = json_.find(field);
    return found == json_.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::optional<double> number(const char* field) const {
    const nlohmann::ordered_json* value = find(field);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const double given = value->get<double>();
    return std::isfinite(given) ? std::optional(std::clamp(given, -kMost, kMost)) : std::nullopt;
  }
  // Counts, seconds, shares: never below 0.
  [[nodiscard]] std::optional<double> amount(const char* field) const {
    const auto given = number(field);
    return given ? std::optional(std::max(0.0, *given)) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::uint32_t> count(const char* field) const {
    const auto given = amount(field);
    if (!given || *given > 4e9) return std::nullopt;
    return static_cast<std::uint32_t>(*given);
  }
  [[nodiscard]] std::string text(const char* field) const {
    const nlohmann::ordered_json* value = find(field);
    if (value == nullptr || !value->is_string()) return {};
    return elide_middle_bytes(value->get_ref<const std::string&>(), kLongestText);
  }
  [[nodiscard]] std::optional<WallMs> time(const char* field) const {
    return wall_from_iso8601(text(field));
  }
  [[nodiscard]] WallMs timestamp() const { return time("timestamp").value_or(0); }
  [[nodiscard]] bool yes(const char* field, bool otherwise) const {
    const nlohmann::ordered_json* value = find(field);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
  }

 private:
  const nlohmann::ordered_json& json_;
};

Event progress_of(const Fields& fields, const std::string& id) {
  ProgressUpdate update;
  update.session_id = id;
  update.current_image = fields.count("current_image").value_or(0);
  update.total_images = fields.count("total_images");
  update.percentage = fields.amount("percentage");
  update.current_filename = fields.text("current_filename");
  update.approved_count = fields.count("approved_count").value_or(0);
  update.rejected_count = fields.count("rejected_count").value_or(0);
  update.processing_speed = fields.amount("processing_speed");
  update.estimated_completion = fields.time("estimated_completion");
  update.current_stage = stage_from(fields.text("current_stage")).value_or(Stage::kScanning);
  update.error_message = fields.text("error_message");
  update.memory_usage_mb = fields.amount("memory_usage_mb");
  update.cpu_usage_percent = fields.amount("cpu_usage_percent");
  update.gpu_usage_percent = fields.amount("gpu_usage_percent");
  update.batch_processing_time = fields.amount("batch_processing_time");
  update.avg_image_processing_time = fields.amount("avg_image_processing_time");
  update.milestone_reached = fields.text("milestone_reached");
  update.elapsed_time = fields.amount("elapsed_time").value_or(0);
  update.current_batch = fields.count("current_batch").value_or(0);
  update.total_batches = fields.count("total_batches");
  update.images_per_second = fields.amount("images_per_second");
  update.eta_seconds = fields.amount("eta_seconds");
  return update;
}

Event performance_of(const Fields& fields, const std::string& id) {
  PerformanceUpdate update;
  update.session_id = id;
  update.timestamp = fields.timestamp();
  update.cpu_percent = fields.amount("cpu_percent");
  update.process_cpu_percent = fields.amount("process_cpu_percent");
  update.memory_mb = fields.amount("memory_mb");
  update.memory_percent = fields.amount("memory_percent");
  update.process_memory_mb = fields.amount("process_memory_mb");
  update.process_memory_peak_mb = fields.amount("process_memory_peak_mb");
  if (const auto* gpus = fields.find("gpus"); gpus != nullptr && gpus->is_array()) {
    update.gpus.emplace();
    for (const auto& gpu : *gpus) {
      if (update.gpus->size() == kMostGpus) break;
      update.gpus->push_back({.name = Fields(gpu).text("name"),
                              .vendor = Fields(gpu).text("vendor"),
                              .utilization_percent = Fields(gpu).amount("utilization_percent"),
                              .memory_used_mb = Fields(gpu).amount("memory_used_mb"),
                              .memory_total_mb = Fields(gpu).amount("memory_total_mb"),
                              .temperature_c = Fields(gpu).number("temperature_c"),
                              .power_w = Fields(gpu).amount("power_w")});
    }
  }
  update.disk_read_mb_s = fields.amount("disk_read_mb_s");
  update.disk_write_mb_s = fields.amount("disk_write_mb_s");
  update.disk_free_mb = fields.amount("disk_free_mb");
  update.images_per_second = fields.amount("images_per_second");
  update.speed_trend = fields.number("speed_trend");
  update.active_workers = fields.count("active_workers");
  update.batch_size = fields.count("batch_size");
  update.batch_done = fields.count("batch_done");
  update.current_n = fields.count("current_n");
  update.current_filename = fields.text("current_filename");
  update.eta_p50_seconds = fields.amount("eta_p50_seconds");
  update.eta_p90_seconds = fields.amount("eta_p90_seconds");
  return update;
}

Event milestone_of(const Fields& fields, const std::string& id) {
  MilestoneReached milestone;
  milestone.session_id = id;
  milestone.value = fields.text("milestone_value");
  milestone.current_progress = fields.count("current_progress").value_or(0);
  milestone.total_progress = fields.count("total_progress").value_or(0);
  milestone.message = fields.text("message");
  milestone.timestamp = fields.timestamp();
  return milestone;
}

Event complete_of(const Fields& fields, const std::string& id) {
  ProcessingComplete complete;
  complete.session_id = id;
  complete.total_processed = fields.count("total_processed").value_or(0);
  complete.total_approved = fields.count("total_approved").value_or(0);
  complete.total_rejected = fields.count("total_rejected").value_or(0);
  complete.processing_time = fields.amount("processing_time").value_or(0);
  complete.completion_time = fields.time("completion_time").value_or(0);
  complete.output_folder = fields.text("output_folder");
  complete.avg_processing_speed = fields.amount("avg_processing_speed");
  complete.peak_memory_usage = fields.amount("peak_memory_usage");
  complete.avg_gpu_usage = fields.amount("avg_gpu_usage");
  complete.total_batches = fields.count("total_batches").value_or(0);
  complete.approval_rate = fields.amount("approval_rate");
  complete.issues = {fields.count("quality_issues_count").value_or(0),
                     fields.count("defect_issues_count").value_or(0),
                     fields.count("similarity_issues_count").value_or(0),
                     fields.count("compliance_issues_count").value_or(0)};
  return complete;
}

}  // namespace

Result<std::optional<Event>> event_from_json(std::string_view name,
                                             const nlohmann::ordered_json& data) {
  const Fields fields(data);
  const std::string id = fields.text("session_id");
  if (!data.is_object()) return fail(ErrorKind::kRetry, "an event that is no object");
  if (name == "performance_update") return performance_of(fields, id);  // of the host: without one
  const auto event = [&]() -> std::optional<Event> {
    if (name == "progress_update") return progress_of(fields, id);
    if (name == "milestone_reached") return milestone_of(fields, id);
    if (name == "processing_complete") return complete_of(fields, id);
    if (name == "stage_change")
      return StageChange{id,
                         stage_from(fields.text("stage")).value_or(Stage::kScanning),
                         fields.text("message"),
                         fields.timestamp(),
                         fields.count("images"),
                         fields.count("moved_to_rejected")};
    if (name == "processing_error")
      return ProcessingError{id, fields.text("error_type"), fields.text("error_message"),
                             fields.timestamp(), fields.yes("recoverable", true)};
    if (name == "processing_paused") return ProcessingPaused{id, fields.timestamp()};
    if (name == "processing_resumed") return ProcessingResumed{id, fields.timestamp()};
    if (name == "processing_cancelled")
      return ProcessingCancelled{id, fields.text("message"), fields.timestamp()};
    if (name == "processing_failed")
      return ProcessingFailed{id, fields.text("message"), fields.timestamp()};
    if (name == "processing_stalled")
      return ProcessingStalled{id, fields.text("current_filename"),
                               fields.amount("seconds").value_or(0), fields.timestamp()};
    if (name == "tuner_decision")
      return TunerDecision{id,
                           fields.text("what"),
                           fields.number("from"),
                           fields.number("to"),
                           fields.text("reason"),
                           fields.timestamp()};
    return std::nullopt;
  }();
  if (event && id.empty()) return fail(ErrorKind::kRetry, "an event of no session");
  return event;
}

}  // namespace photosieve
