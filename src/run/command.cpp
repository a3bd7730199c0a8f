// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/command.h"

#include <array>
#include <nlohmann/json.hpp>

#include "model/json_read.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 6> kCodes{"invalid_payload",   "unknown_session",
                                                 "wrong_state",       "not_allowed",
                                                 "too_many_requests", "internal"};
constexpr std::size_t kMostMilestones = 64;
constexpr std::uint32_t kMostWorkers = 1024;
constexpr std::uint32_t kLargestBatch = 4096;

using Numbers = std::optional<std::vector<std::uint32_t>>;

Result<std::optional<std::uint32_t>> number_from(const nlohmann::json& json, const char* field,
                                                 std::uint32_t most) {
  const auto found = json.find(field);
  if (found == json.end()) return std::optional<std::uint32_t>{};
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() > most)
    return fail(ErrorKind::kUsage,
                std::string(field) + " must be a whole number from 0 to " + std::to_string(most));
  return found->get<std::uint32_t>();
}

Result<Numbers> numbers_from(const nlohmann::json& json, const char* field, std::uint32_t most) {
  const auto found = json.find(field);
  if (found == json.end()) return Numbers{};
  const auto wrong = [&] {
    return fail(ErrorKind::kUsage, std::string(field) +
                                       " must be a list of at most 64 whole "
                                       "numbers from 1 to " +
                                       std::to_string(most));
  };
  if (!found->is_array() || found->size() > kMostMilestones) return wrong();
  std::vector<std::uint32_t> numbers;
  for (const nlohmann::json& one : *found) {
    if (!one.is_number_unsigned() || one.get<std::uint64_t>() > most || one == 0) return wrong();
    numbers.push_back(one.get<std::uint32_t>());
  }
  return Numbers(std::move(numbers));
}

}  // namespace

std::string_view name(CommandCode code) {
  return kCodes[static_cast<std::size_t>(code)];
}

std::optional<CommandCode> command_code_from(std::string_view name) {
  return value_named<CommandCode>(kCodes, name);
}

bool empty(const SettingsChange& change) {
  return !change.workers && !change.batch_size && !change.progress_interval_seconds &&
         !change.percentage_milestones && !change.count_milestones && !change.hour_milestones;
}

nlohmann::ordered_json change_json(const SettingsChange& change) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const auto put = [&](const char* field, const auto& value) {
    if (value) json[field] = *value;
  };
  put("workers", change.workers);
  put("batch_size", change.batch_size);
  put("progress_interval_seconds", change.progress_interval_seconds);
  put("percentage_milestones", change.percentage_milestones);
  put("count_milestones", change.count_milestones);
  put("hour_milestones", change.hour_milestones);
  return json;
}

Result<SettingsChange> change_from_json(const nlohmann::json& json) {
  if (!json.is_object()) return fail(ErrorKind::kUsage, "settings must be an object");
  for (const auto& [field, value] : json.items())
    if (field != "workers" && field != "batch_size" && field != "progress_interval_seconds" &&
        field != "percentage_milestones" && field != "count_milestones" &&
        field != "hour_milestones")
      return fail(ErrorKind::kUsage,
                  "only workers, batch_size, progress_interval_seconds, percentage_milestones, "
                  "count_milestones and hour_milestones may change while a session runs");
  SettingsChange change;
  PS_TRY(change.workers, number_from(json, "workers", kMostWorkers));
  PS_TRY(change.batch_size, number_from(json, "batch_size", kLargestBatch));
  if (const auto found = json.find("progress_interval_seconds"); found != json.end()) {
    const double seconds = found->is_number() ? found->get<double>() : 0;
    if (!(seconds >= 0.1 && seconds <= 2))
      return fail(ErrorKind::kUsage, "progress_interval_seconds must be a number from 0.1 to 2");
    change.progress_interval_seconds = seconds;
  }
  PS_TRY(change.percentage_milestones, numbers_from(json, "percentage_milestones", 100));
  PS_TRY(change.count_milestones, numbers_from(json, "count_milestones", UINT32_MAX));
  PS_TRY(change.hour_milestones, numbers_from(json, "hour_milestones", 10'000));
  return change;
}

CommandError command_error(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kPhoto:
      return {CommandCode::kInvalidPayload, error.message};
    case ErrorKind::kTaken:
      return {CommandCode::kWrongState, error.message};
    case ErrorKind::kRetry:
    case ErrorKind::kFatal:
      break;
  }
  return {CommandCode::kInternal, error.message};
}

}  // namespace photosieve
