// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/performance_series.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

constexpr std::array<std::string_view, kPerformanceFields> kNames{
    "cpu_percent",       "process_cpu_percent", "memory_mb",          "memory_percent",
    "process_memory_mb", "gpu_usage_percent",   "gpu_memory_used_mb", "gpu_temperature_c",
    "gpu_power_w",       "disk_read_mb_s",      "disk_write_mb_s",    "disk_free_mb",
    "network_sent_mb_s", "network_recv_mb_s",   "pressure_cpu",       "pressure_memory",
    "pressure_io",       "images_per_second",   "active_workers",     "batch_size",
    "batch_done",        "eta_p50_seconds",     "eta_p90_seconds"};

void put(PerformanceBucket& bucket, PerformanceField field, std::optional<double> value) {
  if (value && std::isfinite(*value))
    bucket.fields.at(static_cast<std::size_t>(field)) = FieldSpan{*value, *value, *value, 1};
}

std::optional<double> plain(std::optional<std::uint32_t> count) {
  if (!count) return std::nullopt;
  return *count;
}

// Of all GPUs that know it, by `join`.
template <class Join>
std::optional<double> of_gpus(const PerformanceUpdate& update, std::optional<double> GpuUse::*value,
                              const Join& join) {
  std::optional<double> joined;
  if (update.gpus)
    for (const GpuUse& gpu : *update.gpus)
      if (gpu.*value) joined = joined ? join(*joined, *(gpu.*value)) : *(gpu.*value);
  return joined;
}

double sum(double a, double b) {
  return a + b;
}

double larger(double a, double b) {
  return std::max(a, b);
}

void merge_field(std::optional<FieldSpan>& into, const std::optional<FieldSpan>& other) {
  if (!other) return;
  if (!into) {
    into = other;
    return;
  }
  const double samples = static_cast<double>(into->samples) + other->samples;
  into->mean += (other->mean - into->mean) * other->samples / samples;
  into->min = std::min(into->min, other->min);
  into->max = std::max(into->max, other->max);
  into->samples += other->samples;
}

}  // namespace

std::string_view name(PerformanceField field) {
  return kNames.at(static_cast<std::size_t>(field));
}

std::optional<double> gpu_usage_percent(const PerformanceUpdate& update) {
  double all = 0;
  int known = 0;
  if (update.gpus)
    for (const GpuUse& gpu : *update.gpus)
      if (gpu.utilization_percent) {
        all += *gpu.utilization_percent;
        ++known;
      }
  if (known == 0) return std::nullopt;
  return all / known;
}

PerformanceBucket bucket_of(const PerformanceUpdate& update) {
  using Field = PerformanceField;
  PerformanceBucket bucket;
  bucket.at = update.timestamp;
  bucket.last = update.timestamp;
  bucket.samples = 1;
  put(bucket, Field::kCpuPercent, update.cpu_percent);
  put(bucket, Field::kProcessCpuPercent, update.process_cpu_percent);
  put(bucket, Field::kMemoryMb, update.memory_mb);
  put(bucket, Field::kMemoryPercent, update.memory_percent);
  put(bucket, Field::kProcessMemoryMb, update.process_memory_mb);
  put(bucket, Field::kGpuUsagePercent, gpu_usage_percent(update));
  put(bucket, Field::kGpuMemoryUsedMb, of_gpus(update, &GpuUse::memory_used_mb, sum));
  put(bucket, Field::kGpuTemperatureC, of_gpus(update, &GpuUse::temperature_c, larger));
  put(bucket, Field::kGpuPowerW, of_gpus(update, &GpuUse::power_w, sum));
  put(bucket, Field::kDiskReadMbS, update.disk_read_mb_s);
  put(bucket, Field::kDiskWriteMbS, update.disk_write_mb_s);
  put(bucket, Field::kDiskFreeMb, update.disk_free_mb);
  put(bucket, Field::kNetworkSentMbS, update.network_sent_mb_s);
  put(bucket, Field::kNetworkRecvMbS, update.network_recv_mb_s);
  const PressureUse pressure = update.pressure.value_or(PressureUse{});
  put(bucket, Field::kPressureCpu, pressure.cpu);
  put(bucket, Field::kPressureMemory, pressure.memory);
  put(bucket, Field::kPressureIo, pressure.io);
  put(bucket, Field::kImagesPerSecond, update.images_per_second);
  put(bucket, Field::kActiveWorkers, plain(update.active_workers));
  put(bucket, Field::kBatchSize, plain(update.batch_size));
  put(bucket, Field::kBatchDone, plain(update.batch_done));
  put(bucket, Field::kEtaP50Seconds, update.eta_p50_seconds);
  put(bucket, Field::kEtaP90Seconds, update.eta_p90_seconds);
  return bucket;
}

void merge(PerformanceBucket& into, const PerformanceBucket& other) {
  if (other.samples == 0) return;
  if (into.samples == 0) {
    into = other;
    return;
  }
  into.at = std::min(into.at, other.at);
  into.last = std::max(into.last, other.last);
  into.samples += other.samples;
  for (std::size_t i = 0; i < kPerformanceFields; ++i)
    merge_field(into.fields.at(i), other.fields.at(i));
}

nlohmann::ordered_json performance_bucket_json(const PerformanceBucket& bucket) {
  nlohmann::ordered_json json;
  json["timestamp"] = iso8601(bucket.at);
  json["seconds"] = static_cast<double>(bucket.last - bucket.at) / 1000.0;
  json["samples"] = bucket.samples;
  for (std::size_t i = 0; i < kPerformanceFields; ++i) {
    const std::optional<FieldSpan>& span = bucket.fields.at(i);
    nlohmann::ordered_json& field = json[std::string(kNames.at(i))];
    if (span) field = {{"min", span->min}, {"mean", span->mean}, {"max", span->max}};
  }
  return json;
}

}  // namespace photosieve
