// What may be asked of a session while it runs, and why it may be refused.
//
// Codes are the contract's. JSON: errors as {"code", "message"}, changes as the settings' names.
// Errors   change_from_json(): kUsage, a sentence that names the field. Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "model/session.h"

namespace photosieve {

enum class CommandCode : std::uint8_t {
  kInvalidPayload,
  kUnknownSession,
  kWrongState,
  kNotAllowed,
  kTooManyRequests,
  kInternal,
};
[[nodiscard]] std::string_view name(CommandCode code);  // "invalid_payload"
[[nodiscard]] std::optional<CommandCode> command_code_from(std::string_view name);

struct CommandError {
  CommandCode code = CommandCode::kInternal;
  std::string message;  // one sentence, with what to do
};
template <class T>
using Asked = tl::expected<T, CommandError>;
using SessionDone = std::function<void(Asked<Session>)>;

enum class SessionCommand : std::uint8_t { kPause, kResume, kCancel };

// What may change while a session runs; nothing: unchanged.
struct SettingsChange {
  std::optional<std::uint32_t> workers;     // at most so many, 1 to 1,024; 0: no limit of its own
  std::optional<std::uint32_t> batch_size;  // 1 to 4,096; 0: by the mode
  std::optional<double> progress_interval_seconds;  // 0.1 to 2
  std::optional<std::vector<std::uint32_t>> percentage_milestones;
  std::optional<std::vector<std::uint32_t>> count_milestones;
  std::optional<std::vector<std::uint32_t>> hour_milestones;
};

[[nodiscard]] bool empty(const SettingsChange& change);
[[nodiscard]] nlohmann::ordered_json change_json(const SettingsChange& change);
[[nodiscard]] Result<SettingsChange> change_from_json(const nlohmann::json& json);

// The code that an error of the flow stands for, its message kept.
[[nodiscard]] CommandError command_error(const Error& error);

}  // namespace photosieve
