// Every public event of a run and its JSON: CONTRACT section 2 in code.
//
// A value that is not known has no value and is null in JSON. Counts are photos, durations seconds.
// Events are written in the order of the contract's fields. Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "model/performance.h"
#include "model/photo.h"
#include "model/session.h"

namespace photosieve {

// At most 1,024 bytes as sent, so 1,000 as JSON: a long file name is elided in its middle.
struct ProgressUpdate {
  std::string session_id;
  std::uint32_t current_image = 0;
  std::optional<std::uint32_t> total_images;
  std::optional<double> percentage;  // 0 to 100, two decimals
  std::string current_filename;      // as bytes; "" when none
  std::uint32_t approved_count = 0;
  std::uint32_t rejected_count = 0;
  std::optional<double> processing_speed;  // photos a second, now
  std::optional<WallMs> estimated_completion;
  Stage current_stage = Stage::kScanning;
  std::string error_message;  // "" when none
  std::optional<double> memory_usage_mb;
  std::optional<double> cpu_usage_percent;
  std::optional<double> gpu_usage_percent;
  std::optional<double> batch_processing_time;
  std::optional<double> avg_image_processing_time;
  std::string milestone_reached;  // the newest one's value; "" when none
  double elapsed_time = 0;
  std::uint32_t current_batch = 0;
  std::optional<std::uint32_t> total_batches;
  std::optional<double> images_per_second;  // over the whole run
  std::optional<double> eta_seconds;        // P50
  // P90, for who is in the same process: the event has 22 fields, and performance_update this one.
  std::optional<double> eta_p90_seconds;
};

struct PerformanceSnapshot {
  std::optional<double> processing_speed;
  std::optional<double> memory_usage;
  std::optional<double> cpu_usage;
  std::optional<double> gpu_usage;
  std::optional<double> approved_rate;  // percent
  std::uint32_t approved_count = 0;
  std::uint32_t rejected_count = 0;
  double elapsed_time = 0;
  std::optional<double> eta_seconds;
};

enum class MilestoneType : std::uint8_t { kPercentage, kCount, kTime };
[[nodiscard]] std::string_view name(MilestoneType type);

struct MilestoneReached {
  std::string session_id;
  MilestoneType type = MilestoneType::kPercentage;
  std::string value;  // "25%", "1000_images", "1_hour", "2_hours"
  std::uint32_t current_progress = 0;
  std::uint32_t total_progress = 0;
  std::string message;
  WallMs timestamp = 0;
  PerformanceSnapshot snapshot;
};

struct StageChange {
  std::string session_id;
  Stage stage = Stage::kScanning;
  std::string message;
  WallMs timestamp = 0;
  // The message's numbers: photos to be judged or compared, and approved ones that were rejected as
  // copies of better ones, once that is known.
  std::optional<std::uint32_t> images;
  std::optional<std::uint32_t> moved_to_rejected;
};

struct ImageResult {
  std::string session_id;
  std::uint32_t n = 0;
  std::string path;
  Decision decision = Decision::kRejected;
  std::vector<FindingCode> reasons;
  WallMs timestamp = 0;
};

struct ProcessingError {
  std::string session_id;
  std::string error_type;  // "photo", "worker", "store", "disk"
  std::string error_message;
  WallMs timestamp = 0;
  bool recoverable = true;
};

struct ProcessingPaused {
  std::string session_id;
  WallMs timestamp = 0;
};
struct ProcessingResumed {
  std::string session_id;
  WallMs timestamp = 0;
};

struct ProcessingComplete {
  std::string session_id;
  std::uint32_t total_processed = 0;
  std::uint32_t total_approved = 0;
  std::uint32_t total_rejected = 0;
  double processing_time = 0;
  WallMs completion_time = 0;
  std::string output_folder;
  std::optional<double> avg_processing_speed;
  std::optional<double> peak_memory_usage;
  std::optional<double> avg_gpu_usage;
  std::uint32_t total_batches = 0;
  std::optional<double> approval_rate;  // percent
  IssueCounts issues;
};

struct ProcessingCancelled {
  std::string session_id;
  std::string message;
  WallMs timestamp = 0;
};
struct ProcessingFailed {
  std::string session_id;
  std::string message;
  WallMs timestamp = 0;
};
struct SessionChanged {
  Session session;
};

struct TunerDecision {
  std::string session_id;
  std::string what;  // "workers", "batch_size", "paused_for_space"
  std::optional<double> from;
  std::optional<double> to;
  std::string reason;
  WallMs timestamp = 0;
};
struct ProcessingStalled {
  std::string session_id;
  std::string current_filename;  // as bytes; "" when none
  double seconds = 0;            // without a result
  WallMs timestamp = 0;
};

using Event = std::variant<ProgressUpdate, MilestoneReached, StageChange, ImageResult,
                           ProcessingError, ProcessingPaused, ProcessingResumed, ProcessingComplete,
                           ProcessingCancelled, ProcessingFailed, SessionChanged, PerformanceUpdate,
                           TunerDecision, ProcessingStalled>;

[[nodiscard]] std::string_view event_name(const Event& event);
[[nodiscard]] nlohmann::ordered_json event_json(const Event& event);
// "" for what is about no session: the host.
[[nodiscard]] const std::string& session_of(const Event& event);

}  // namespace photosieve
