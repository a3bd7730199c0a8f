// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "host/drm_fdinfo.h"

namespace photosieve {
namespace {

constexpr unsigned kSamplesBetweenLooks = 10;
constexpr unsigned kSamplesBetweenTries = 60;
constexpr const char* kFirstPidNamespace = "pid:[4026531836]";  // linux include/linux/proc_ns.h

double memory_of(const std::vector<Nvml::Process>& processes, std::span<const pid_t> pids) {
  double sum = 0;
  for (const Nvml::Process& one : processes)
    if (std::find(pids.begin(), pids.end(), static_cast<pid_t>(one.pid)) != pids.end())
      sum += one.memory_mb.value_or(0);
  return sum;
}

}  // namespace

GpuSampler::GpuSampler(const Clock& clock, const HostRoot& root, std::string nvml)
    : clock_(clock),
      root_(root),
      nvml_library_(std::move(nvml)),
      host_pids_(root.link("/proc/self/ns/pid") == kFirstPidNamespace) {}

GpusUse GpuSampler::sample(std::span<const pid_t> pids) {
  const std::int64_t begun = thread_cpu_ns();
  GpusUse use;
  use.at = clock_.steady();
  if (samples_ % kSamplesBetweenLooks == 0) {
    look_for_devices();
    look_for_clients(pids);
  }
  for (Known& known : gpus_) known.state = known.rest.look(use.at);
  open_nvml_if_needed();
  use.gpus.emplace();
  for (Known& known : gpus_) use.gpus->push_back(read(known, pids, use.at));
  if (gpus_.empty() && nvml_ != nullptr) use.gpus = without_sysfs(pids);
  ++samples_;
  use.cost_ms = static_cast<double>(thread_cpu_ns() - begun) / 1e6;
  return use;
}

void GpuSampler::look_for_devices() {
  std::vector<Known> now;
  for (GpuDevice& device : gpu_devices(root_)) {
    const auto before = std::find_if(gpus_.begin(), gpus_.end(),
                                     [&](const Known& known) { return known.device == device; });
    if (before != gpus_.end()) {
      now.push_back(std::move(*before));
      continue;
    }
    Known known{device, GpuRest(root_, device.folder), nullptr, GpuRest::State::kAwake};
    if (device.vendor == GpuVendor::kIntel) known.intel = std::make_unique<IntelGpu>(root_, device);
    now.push_back(std::move(known));
  }
  gpus_ = std::move(now);
}

// What the program's processes hold on GPUs, where they have one open.
void GpuSampler::look_for_clients(std::span<const pid_t> pids) {
  clients_mb_.clear();
  if (gpus_.empty()) return;
  std::set<std::pair<std::string, std::uint64_t>> seen;
  for (const pid_t pid : pids) {
    const std::string files = fmt::format("/proc/{}/fd", pid);
    for (const std::string& number : root_.names(files)) {
      const auto target = root_.link(files + "/" + number);
      if (!target || !target->starts_with("/dev/dri/")) continue;
      const auto client =
          drm_client(root_.text(fmt::format("/proc/{}/fdinfo/{}", pid, number)).value_or(""));
      if (!client || !seen.emplace(client->device, client->client).second) continue;
      clients_mb_[client->device] +=
          static_cast<double>(client->memory_bytes.value_or(0)) / (1024.0 * 1024.0);
    }
  }
}

// Open while a GPU of NVIDIA's is to be asked, closed while there is none.
void GpuSampler::open_nvml_if_needed() {
  bool any = false;
  bool wanted = false;
  bool all_awake = true;
  for (const Known& known : gpus_) {
    if (known.device.vendor != GpuVendor::kNvidia) continue;
    any = true;
    wanted |= known.state == GpuRest::State::kAwake;
    all_awake &= known.state == GpuRest::State::kAwake;
  }
  // Where the bus is hidden (some containers, WSL), the driver's device tells that there is one.
  if (!any) wanted = root_.exists("/dev/nvidiactl") || root_.exists("/dev/dxg");
  if (!wanted) {
    nvml_.reset();
    nvml_wait_ = 0;
    return;
  }
  if (nvml_ != nullptr) return;
  if (nvml_wait_ > 0) {
    --nvml_wait_;
    return;
  }
  nvml_ = Nvml::open(nvml_library_, any);
  // A driver that cannot leave GPUs alone is asked only when none of them sleeps.
  if (nvml_ == nullptr && any && all_awake) nvml_ = Nvml::open(nvml_library_, false);
  if (nvml_ == nullptr) nvml_wait_ = kSamplesBetweenTries;
}

GpuSample GpuSampler::read(Known& known, std::span<const pid_t> pids, SteadyNs now) {
  GpuSample sample;
  sample.use.name = known.device.called;
  sample.use.vendor = name(known.device.vendor);
  sample.asleep = known.state == GpuRest::State::kAsleep;
  if (known.state != GpuRest::State::kAwake) return sample;
  switch (known.device.vendor) {
    case GpuVendor::kNvidia:
      read_nvidia(known, pids, sample);
      break;
    case GpuVendor::kAmd:
      sample.use = read_amd_gpu(root_, known.device);
      break;
    case GpuVendor::kIntel:
      sample.use = known.intel->read(now);
      break;
  }
  if (const auto ours = clients_mb_.find(known.device.address); ours != clients_mb_.end())
    sample.process_memory_mb = ours->second;
  known.rest.told(sample.use.utilization_percent, sample.process_memory_mb.value_or(0) > 0, now);
  return sample;
}

void GpuSampler::read_nvidia(const Known& known, std::span<const pid_t> pids, GpuSample& sample) {
  if (nvml_ == nullptr) return;
  auto reading = nvml_->read(known.device.address);
  if (!reading || reading->lost) return;
  if (reading->use.name.empty()) reading->use.name = known.device.called;
  sample.use = std::move(reading->use);
  if (host_pids_) sample.process_memory_mb = memory_of(reading->processes, pids);
}

std::vector<GpuSample> GpuSampler::without_sysfs(std::span<const pid_t> pids) {
  std::vector<GpuSample> all;
  for (const std::string& address : nvml_->addresses()) {
    GpuSample sample;
    if (auto reading = nvml_->read(address); reading && !reading->lost) {
      sample.use = std::move(reading->use);
      if (host_pids_) sample.process_memory_mb = memory_of(reading->processes, pids);
    }
    sample.use.vendor = name(GpuVendor::kNvidia);
    all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace photosieve
