// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_sysfs.h"

#include <algorithm>
#include <utility>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr double kBytesPerMb = 1024.0 * 1024.0;

std::optional<std::uint64_t> whole_in(const HostRoot& root, const std::string& path) {
  const auto text = root.text(path);
  return text ? whole_of(*text) : std::nullopt;
}

std::optional<double> scaled(std::optional<std::uint64_t> value, double unit) {
  if (!value) return std::nullopt;
  return static_cast<double>(*value) / unit;
}

GpuUse named(const GpuDevice& device) {
  GpuUse use;
  use.name = device.called;
  use.vendor = name(device.vendor);
  return use;
}

// The first sensor of that name that any of the device's monitors has.
std::optional<std::uint64_t> sensor(const HostRoot& root, const GpuDevice& device,
                                    std::initializer_list<const char*> names) {
  const std::string monitors = device.folder + "/hwmon";
  for (const std::string& monitor : root.names(monitors))
    for (const char* one : names)
      if (const auto value = whole_in(root, monitors + "/" + monitor + "/" + one)) return value;
  return std::nullopt;
}

// Where the driver counts the milliseconds of rest, a counter a part: xe, i915, its older place.
std::vector<std::string> idle_counters(const HostRoot& root, const GpuDevice& device) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& parts, const char* counter) {
    for (const std::string& part : root.names(parts)) {
      std::string path = parts;
      path.append("/").append(part).append(counter);
      if (part.starts_with("gt") && root.exists(path)) all.push_back(std::move(path));
    }
  };
  for (const std::string& tile : root.names(device.folder))
    if (tile.starts_with("tile")) add(device.folder + "/" + tile, "/gtidle/idle_residency_ms");
  for (const std::string& node : root.names(device.folder + "/drm")) {
    if (!node.starts_with("card")) continue;
    const std::string card = device.folder + "/drm/" + node;
    if (all.empty()) add(card + "/gt", "/rc6_residency_ms");
    const std::string older = card + "/power/rc6_residency_ms";
    if (all.empty() && root.exists(older)) all.push_back(older);
  }
  return all;
}

}  // namespace

GpuUse read_amd_gpu(const HostRoot& root, const GpuDevice& device) {
  GpuUse use = named(device);
  const auto busy = whole_in(root, device.folder + "/gpu_busy_percent");
  if (busy && *busy <= 100) use.utilization_percent = static_cast<double>(*busy);
  use.memory_used_mb = scaled(whole_in(root, device.folder + "/mem_info_vram_used"), kBytesPerMb);
  use.memory_total_mb = scaled(whole_in(root, device.folder + "/mem_info_vram_total"), kBytesPerMb);
  use.temperature_c = scaled(sensor(root, device, {"temp1_input"}), 1e3);
  use.power_w = scaled(sensor(root, device, {"power1_average", "power1_input"}), 1e6);
  return use;
}

IntelGpu::IntelGpu(const HostRoot& root, const GpuDevice& device) : root_(root), device_(device) {
  for (std::string& path : idle_counters(root, device)) parts_.push_back({std::move(path), {}});
}

GpuUse IntelGpu::read(SteadyNs now) {
  GpuUse use = named(device_);
  for (Part& part : parts_) {
    const auto idle = part.idle_ms.per_second(whole_in(root_, part.idle_path), now);
    if (!idle) continue;
    const double busy = std::clamp(100.0 - *idle / 10.0, 0.0, 100.0);
    use.utilization_percent = std::max(use.utilization_percent.value_or(0), busy);
  }
  use.temperature_c = scaled(sensor(root_, device_, {"temp1_input", "temp2_input"}), 1e3);
  if (const auto microwatts =
          energy_uj_.per_second(sensor(root_, device_, {"energy1_input", "energy2_input"}), now))
    use.power_w = *microwatts / 1e6;
  return use;
}

}  // namespace photosieve
