// Session: one run over one folder: its states, the moves allowed between them, its counts.
//
// Names are public (CONTRACT section 1). Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/settings.h"

namespace photosieve {

enum class SessionStatus : std::uint8_t {
  kCreated,
  kRunning,
  kPaused,
  kInterrupted,
  kComplete,
  kCancelled,
  kFailed,
};
enum class Stage : std::uint8_t { kScanning, kProcessing, kReviewing, kComplete };

[[nodiscard]] std::string_view name(SessionStatus status);
[[nodiscard]] std::string_view name(Stage stage);
[[nodiscard]] std::optional<SessionStatus> session_status_from(std::string_view name);
[[nodiscard]] std::optional<Stage> stage_from(std::string_view name);
[[nodiscard]] bool may_become(SessionStatus from, SessionStatus to);
[[nodiscard]] bool ended(SessionStatus status);  // complete, cancelled, failed

// Photos rejected with at least one reason of the category.
struct IssueCounts {
  std::uint32_t quality = 0;
  std::uint32_t defect = 0;
  std::uint32_t similarity = 0;
  std::uint32_t compliance = 0;
  friend bool operator==(const IssueCounts&, const IssueCounts&) = default;
};

struct Session {
  std::string id;  // UUIDv7
  std::string name;
  SessionStatus status = SessionStatus::kCreated;
  Stage stage = Stage::kScanning;
  std::string input_folder;   // absolute, as bytes
  std::string output_folder;  // absolute, as bytes
  RunSettings settings;
  WallMs created_at = 0;
  std::optional<WallMs> started_at;
  std::optional<WallMs> ended_at;
  double elapsed_seconds = 0;                 // pauses left out
  std::optional<std::uint32_t> total_images;  // nothing while scanning
  std::uint32_t skipped = 0;                  // files that are not judged
  std::uint32_t processed = 0;                // photos whose result is stored
  std::uint32_t approved = 0;                 // provisional until reviewing
  std::uint32_t rejected = 0;
  IssueCounts issues;
  std::string error;  // "" when there is none
  // Of all the time in which it ran; not part of its object, but of its end.
  std::optional<double> peak_memory_mb;
  std::optional<double> avg_gpu_usage;  // percent, mean over its time; nothing: never known
  std::uint32_t batches = 0;
};

// The session object of CONTRACT section 1.
[[nodiscard]] nlohmann::ordered_json session_json(const Session& session);

}  // namespace photosieve
