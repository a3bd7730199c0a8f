// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/snapshot_json.h"

#include <nlohmann/json.hpp>

#include "model/json_read.h"

namespace photosieve {
namespace {

constexpr double kAny = 1e15;

nlohmann::json or_null(const std::optional<double>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace

std::string snapshot_to_text(const PerformanceSnapshot& snapshot) {
  return nlohmann::json{{"processing_speed", or_null(snapshot.processing_speed)},
                        {"memory_usage", or_null(snapshot.memory_usage)},
                        {"cpu_usage", or_null(snapshot.cpu_usage)},
                        {"gpu_usage", or_null(snapshot.gpu_usage)},
                        {"approved_rate", or_null(snapshot.approved_rate)},
                        {"approved_count", snapshot.approved_count},
                        {"rejected_count", snapshot.rejected_count},
                        {"elapsed_time", snapshot.elapsed_time},
                        {"eta_seconds", or_null(snapshot.eta_seconds)}}
      .dump();
}

PerformanceSnapshot snapshot_from_text(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const JsonReader reader(json);
  const auto number = [&](const char* field) {
    return reader.maybe_number(field, -kAny, kAny).value_or(std::optional<double>{});
  };
  const auto count = [&](const char* field) {
    return static_cast<std::uint32_t>(reader.whole(field, 0xFFFFFFFF).value_or(0));
  };
  return {.processing_speed = number("processing_speed"),
          .memory_usage = number("memory_usage"),
          .cpu_usage = number("cpu_usage"),
          .gpu_usage = number("gpu_usage"),
          .approved_rate = number("approved_rate"),
          .approved_count = count("approved_count"),
          .rejected_count = count("rejected_count"),
          .elapsed_time = number("elapsed_time").value_or(0),
          .eta_seconds = number("eta_seconds")};
}

}  // namespace photosieve
