// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/sampler.h"

#include <algorithm>

#include "host/processors.h"

namespace photosieve {
namespace {

constexpr double kBytesPerMb = 1024.0 * 1024.0;
constexpr unsigned kSamplesBetweenChildren = 10;

double in_mb(std::uint64_t bytes) {
  return static_cast<double>(bytes) / kBytesPerMb;
}

std::string_view or_empty(std::optional<std::string_view> text) {
  return text.value_or(std::string_view());
}

std::optional<double> some_of(KeptFile& file) {
  return some_avg10(or_empty(file.read()));
}

}  // namespace

HostSampler::HostSampler(const Clock& clock, const HostRoot& root)
    : clock_(clock),
      root_(root),
      stat_(root, "/proc/stat"),
      meminfo_(root, "/proc/meminfo"),
      diskstats_(root, "/proc/diskstats"),
      network_(root, "/proc/net/dev"),
      load_(root, "/proc/loadavg"),
      pressures_{"", KeptFile(root, "/proc/pressure/cpu"), KeptFile(root, "/proc/pressure/memory"),
                 KeptFile(root, "/proc/pressure/io")},
      cgroup_(root),
      processes_(root),
      disks_(root),
      interfaces_(root) {}

HostSample HostSampler::sample(std::span<const pid_t> pids) {
  const std::int64_t begun = thread_cpu_ns();
  HostSample sample;
  sample.at = clock_.steady();
  sample.wall = clock_.wall();
  const auto memory = memory_info(or_empty(meminfo_.read()));
  const CgroupState state = cgroup_.read(memory ? memory->total : 0);
  sample.limits = state.limits;
  sample_processors(sample, state);
  sample_memory(sample, state, memory);
  sample_processes(sample, pids);
  sample.disks = disks_.step(or_empty(diskstats_.read()), sample.at);
  const NetworkUse network = interfaces_.step(or_empty(network_.read()), sample.at);
  sample.network_sent_mb_s = network.sent_mb_s;
  sample.network_recv_mb_s = network.received_mb_s;
  sample_pressure(sample, state.pressure_group);
  sample.load = load_average(or_empty(load_.read()));
  ++samples_;
  sample.cost_ms = static_cast<double>(thread_cpu_ns() - begun) / 1e6;
  return sample;
}

void HostSampler::sample_processors(HostSample& sample, const CgroupState& state) {
  const Processors processors{processors_by_affinity(), state.limits.processors};
  sample.processors = processors.allowance();
  CpuTable table = cpu_table(or_empty(stat_.read()));
  const std::span<const unsigned> set = state.limits.processor_set
                                            ? std::span<const unsigned>(*state.limits.processor_set)
                                            : std::span<const unsigned>();
  CpuBusy busy = cpu_.step(std::move(table), set);
  sample.machine_cpu_percent = busy.machine;
  sample.core_percent = std::move(busy.cores);
  sample.cpu_percent = busy.allowed;
  // Counters of another group cannot be compared with those of the last one.
  if (state.limits.processor_group != rated_group_) {
    rated_group_ = state.limits.processor_group;
    cgroup_cpu_ = {};
    throttled_ = {};
  }
  const auto spent = cgroup_cpu_.per_second(state.cpu_us, sample.at);
  const auto throttled = throttled_.per_second(state.throttled_us, sample.at);
  if (!state.limits.processors) return;
  sample.cpu_percent.reset();
  if (spent) sample.cpu_percent = std::min(100.0, *spent / 1e4 / sample.processors);
  if (throttled) sample.throttled_percent = std::min(100.0, *throttled / 1e4);
}

void HostSampler::sample_memory(HostSample& sample, const CgroupState& state,
                                const std::optional<MemoryInfo>& memory) const {
  if (memory && memory->swap_total && memory->swap_free)
    sample.swap_used_mb =
        in_mb(*memory->swap_total - std::min(*memory->swap_total, *memory->swap_free));
  if (state.limits.memory) {
    sample.memory_total_mb = in_mb(*state.limits.memory);
    if (state.working_set) sample.memory_mb = in_mb(*state.working_set);
    if (state.active_cache) sample.memory_cache_mb = in_mb(*state.active_cache);
  } else if (memory) {
    sample.memory_total_mb = in_mb(memory->total);
    sample.memory_mb = in_mb(memory->total - memory->available);
  }
  if (sample.memory_mb && *sample.memory_total_mb > 0)
    sample.memory_percent = std::min(100.0, 100.0 * *sample.memory_mb / *sample.memory_total_mb);
}

void HostSampler::sample_processes(HostSample& sample, std::span<const pid_t> pids) {
  if (samples_ % kSamplesBetweenChildren == 0) children_ = children_of_this_process(root_);
  std::vector<pid_t> all(pids.begin(), pids.end());
  all.insert(all.end(), children_.begin(), children_.end());
  const ProcessSample use = processes_.sample(all, sample.processors, sample.at);
  sample.process_cpu_percent = use.cpu_percent;
  sample.process_memory_mb = use.memory_mb;
  sample.process_pss_mb = use.pss_mb;
  sample.processes = use.processes;
  if (use.memory_mb) peak_mb_ = std::max(peak_mb_.value_or(0), *use.memory_mb);
  sample.process_memory_peak_mb = peak_mb_;
}

void HostSampler::sample_pressure(HostSample& sample, const std::string& group) {
  if (group != pressures_.group) {
    const std::string before = group.empty() ? "/proc/pressure/" : group + "/";
    const std::string after = group.empty() ? "" : ".pressure";
    pressures_ = {group, KeptFile(root_, before + "cpu" + after),
                  KeptFile(root_, before + "memory" + after),
                  KeptFile(root_, before + "io" + after)};
  }
  const PressureUse pressure{some_of(pressures_.cpu), some_of(pressures_.memory),
                             some_of(pressures_.io)};
  if (pressure.cpu || pressure.memory || pressure.io) sample.pressure = pressure;
}

}  // namespace photosieve
