// RunSettings: what a person chose for a run.
//
// Mode says how much is done a photo and how it is batched; docs/operations.md has the table. It
// is part of the outcome, workers and batch size are not.
// Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace photosieve {

enum class Mode : std::uint8_t { kSpeed, kBalanced, kSmart };
[[nodiscard]] std::string_view name(Mode mode);
[[nodiscard]] std::optional<Mode> mode_from(std::string_view name);

struct RunSettings {
  std::string profile = "adobe-stock";  // a built-in name or a file's path
  Mode mode = Mode::kBalanced;
  std::uint32_t workers = 0;     // 0: as many as the processors this process may use
  std::uint32_t batch_size = 0;  // photos a lease; 0: by the mode
  bool copy = true;              // false: judge and record only
  std::vector<std::uint32_t> percentage_milestones{25, 50, 75, 90};
  std::vector<std::uint32_t> count_milestones{100, 500, 1000, 5000, 10000, 25000};
  std::vector<std::uint32_t> hour_milestones{};  // empty: every hour
};

[[nodiscard]] std::uint32_t batch_size_of(const RunSettings& settings);

// Whether noise is measured: the one measure that `speed` leaves out.
[[nodiscard]] bool measures_noise(Mode mode);

[[nodiscard]] nlohmann::ordered_json settings_json(const RunSettings& settings);
[[nodiscard]] Result<RunSettings> settings_from_json(const nlohmann::json& json);

}  // namespace photosieve
