// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/json_read.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 3> kModes{"speed", "balanced", "smart"};
constexpr std::size_t kMostMilestones = 64;

Result<std::vector<std::uint32_t>> numbers_from(const JsonReader& reader, const char* field) {
  std::vector<std::uint32_t> numbers;
  const nlohmann::json* json = reader.find(field);
  if (json == nullptr) return numbers;
  if (!json->is_array() || json->size() > kMostMilestones)
    return fail(ErrorKind::kUsage, std::string(field) + " is not a short list of numbers");
  for (const nlohmann::json& one : *json) {
    if (!one.is_number_unsigned() || one.get<std::uint64_t>() > 0xFFFFFFFF)
      return fail(ErrorKind::kUsage, std::string(field) + " is not a short list of numbers");
    numbers.push_back(one.get<std::uint32_t>());
  }
  return numbers;
}

}  // namespace

std::string_view name(Mode mode) {
  return kModes[static_cast<std::size_t>(mode)];
}

std::optional<Mode> mode_from(std::string_view name) {
  return value_named<Mode>(kModes, name);
}

std::uint32_t batch_size_of(const RunSettings& settings) {
  if (settings.batch_size != 0) return settings.batch_size;
  return settings.mode == Mode::kSpeed ? 32 : 16;
}

bool measures_noise(Mode mode) {
  return mode != Mode::kSpeed;
}

nlohmann::ordered_json settings_json(const RunSettings& settings) {
  nlohmann::ordered_json json;
  json["profile"] = to_valid_utf8(settings.profile);
  json["mode"] = name(settings.mode);
  json["workers"] = settings.workers;
  json["batch_size"] = settings.batch_size;
  json["copy"] = settings.copy;
  json["percentage_milestones"] = settings.percentage_milestones;
  json["count_milestones"] = settings.count_milestones;
  json["hour_milestones"] = settings.hour_milestones;
  return json;
}

Result<RunSettings> settings_from_json(const nlohmann::json& json) {
  const JsonReader reader(json);
  RunSettings settings;
  PS_TRY(settings.profile, reader.text("profile", 4096));
  PS_TRY(const std::string mode_name, reader.text("mode", 16));
  const auto mode = mode_from(mode_name);
  if (!mode) return fail(ErrorKind::kUsage, "mode is not speed, balanced or smart");
  settings.mode = *mode;
  PS_TRY(const std::uint64_t workers, reader.whole("workers", 1024));
  PS_TRY(const std::uint64_t batch_size, reader.whole("batch_size", 4096));
  settings.workers = static_cast<std::uint32_t>(workers);
  settings.batch_size = static_cast<std::uint32_t>(batch_size);
  PS_TRY(settings.copy, reader.boolean("copy"));
  PS_TRY(settings.percentage_milestones, numbers_from(reader, "percentage_milestones"));
  PS_TRY(settings.count_milestones, numbers_from(reader, "count_milestones"));
  PS_TRY(settings.hour_milestones, numbers_from(reader, "hour_milestones"));
  return settings;
}

}  // namespace photosieve
