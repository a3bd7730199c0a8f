// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/performance.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/json_null.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostNameBytes = 255;

Json gpus_json(const std::optional<std::vector<GpuUse>>& gpus) {
  if (!gpus) return nullptr;
  Json all = Json::array();
  for (const GpuUse& gpu : *gpus) {
    Json json;
    json["name"] = to_valid_utf8(gpu.name);
    json["vendor"] = to_valid_utf8(gpu.vendor);
    json["utilization_percent"] = or_null(gpu.utilization_percent);
    json["memory_used_mb"] = or_null(gpu.memory_used_mb);
    json["memory_total_mb"] = or_null(gpu.memory_total_mb);
    json["temperature_c"] = or_null(gpu.temperature_c);
    json["power_w"] = or_null(gpu.power_w);
    all.push_back(std::move(json));
  }
  return all;
}

Json pressure_json(const std::optional<PressureUse>& pressure) {
  if (!pressure) return nullptr;
  Json json;
  json["cpu"] = or_null(pressure->cpu);
  json["memory"] = or_null(pressure->memory);
  json["io"] = or_null(pressure->io);
  return json;
}

}  // namespace

Json performance_json(const PerformanceUpdate& update) {
  Json json;
  json["session_id"] = update.session_id.empty() ? Json(nullptr) : Json(update.session_id);
  json["timestamp"] = iso8601(update.timestamp);
  json["cpu_percent"] = or_null(update.cpu_percent);
  json["process_cpu_percent"] = or_null(update.process_cpu_percent);
  json["memory_mb"] = or_null(update.memory_mb);
  json["memory_percent"] = or_null(update.memory_percent);
  json["process_memory_mb"] = or_null(update.process_memory_mb);
  json["process_memory_peak_mb"] = or_null(update.process_memory_peak_mb);
  json["gpus"] = gpus_json(update.gpus);
  json["disk_read_mb_s"] = or_null(update.disk_read_mb_s);
  json["disk_write_mb_s"] = or_null(update.disk_write_mb_s);
  json["disk_free_mb"] = or_null(update.disk_free_mb);
  json["network_sent_mb_s"] = or_null(update.network_sent_mb_s);
  json["network_recv_mb_s"] = or_null(update.network_recv_mb_s);
  json["pressure"] = pressure_json(update.pressure);
  json["images_per_second"] = or_null(update.images_per_second);
  json["speed_trend"] = or_null(update.speed_trend);
  json["active_workers"] = or_null(update.active_workers);
  json["batch_size"] = or_null(update.batch_size);
  json["batch_done"] = or_null(update.batch_done);
  json["current_n"] = or_null(update.current_n);
  json["current_filename"] = nullptr;
  if (!update.current_filename.empty())
    json["current_filename"] =
        elide_middle_bytes(to_valid_utf8(update.current_filename), kMostNameBytes);
  json["eta_p50_seconds"] = or_null(update.eta_p50_seconds);
  json["eta_p90_seconds"] = or_null(update.eta_p90_seconds);
  return json;
}

}  // namespace photosieve
