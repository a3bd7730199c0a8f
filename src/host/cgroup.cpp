// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cgroup.h"

#include <algorithm>
#include <utility>

#include "host/cpu_list.h"
#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr unsigned kReadingsBetweenPlaces = 10;

template <class Value>
bool lower(std::optional<Value>& least, Value value) {
  if (least && *least <= value) return false;
  least = value;
  return true;
}

// "max", and anything the machine does not have, is no limit.
std::optional<std::uint64_t> memory_limit(std::optional<std::string_view> text,
                                          std::uint64_t machine_memory) {
  const auto bytes = text ? whole_of(*text) : std::nullopt;
  constexpr std::uint64_t kNoMachine = std::uint64_t{1} << 60;  // version 1's "unlimited" is above
  if (!bytes || *bytes >= (machine_memory != 0 ? machine_memory : kNoMachine)) return std::nullopt;
  return bytes;
}

std::optional<double> quota_of(std::optional<std::int64_t> quota,
                               std::optional<std::int64_t> period) {
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::optional<std::int64_t> signed_or_nothing(std::optional<std::string_view> text) {
  return text ? signed_of(*text) : std::nullopt;
}

std::optional<std::vector<unsigned>> set_or_nothing(std::optional<std::string_view> text) {
  auto set = text ? cpu_list(*text) : std::nullopt;
  if (set && set->empty()) return std::nullopt;
  return set;
}

// Where in the hierarchy of one controller the group lies that lies there in another's.
std::string beside(const std::vector<std::string>& groups, const std::string& group,
                   const std::vector<std::string>& others) {
  for (std::size_t i = 0; i < groups.size() && groups.size() == others.size(); ++i)
    if (groups[i] == group) return others[i];
  return {};
}

}  // namespace

void Cgroup::look_for_places() {
  if (readings_++ % kReadingsBetweenPlaces != 0) return;
  CgroupPlaces places = cgroup_places(root_.text("/proc/self/cgroup").value_or(""),
                                      root_.text("/proc/self/mountinfo").value_or(""));
  if (places == places_) return;
  places_ = std::move(places);
  files_.clear();
}

std::optional<std::string_view> Cgroup::kept(const std::string& path) {
  for (auto& [known, file] : files_)
    if (known == path) return file.read();
  return files_.emplace_back(path, KeptFile(root_, path)).second.read();
}

void Cgroup::read_unified(CgroupLimits& limits, std::uint64_t machine_memory) {
  for (const std::string& group : places_.unified) {
    if (const auto bytes = memory_limit(kept(group + "/memory.max"), machine_memory))
      if (lower(limits.memory, *bytes)) limits.memory_group = group;
    if (const auto bytes = memory_limit(kept(group + "/memory.high"), machine_memory))
      lower(limits.memory_high, *bytes);
    std::string_view max = kept(group + "/cpu.max").value_or("");
    const auto quota = signed_or_nothing(take_word(max));
    if (const auto processors = quota_of(quota, signed_or_nothing(take_word(max))))
      if (lower(limits.processors, *processors)) limits.processor_group = group;
  }
  if (!limits.memory_group.empty() || !limits.processor_group.empty()) limits.version = 2;
  if (!places_.unified.empty())
    limits.processor_set = set_or_nothing(kept(places_.unified[0] + "/cpuset.cpus.effective"));
}

void Cgroup::read_first(CgroupLimits& limits, std::uint64_t machine_memory) {
  for (const std::string& group : places_.memory)
    if (const auto bytes = memory_limit(kept(group + "/memory.limit_in_bytes"), machine_memory))
      if (lower(limits.memory, *bytes)) {
        limits.memory_group = group;
        limits.version = 1;
      }
  for (const std::string& group : places_.cpu)
    if (const auto processors = quota_of(signed_or_nothing(kept(group + "/cpu.cfs_quota_us")),
                                         signed_or_nothing(kept(group + "/cpu.cfs_period_us"))))
      if (lower(limits.processors, *processors)) {
        limits.processor_group = group;
        limits.version = 1;
      }
  if (limits.processor_set || places_.cpuset.empty()) return;
  limits.processor_set = set_or_nothing(kept(places_.cpuset[0] + "/cpuset.effective_cpus"));
  if (!limits.processor_set)
    limits.processor_set = set_or_nothing(kept(places_.cpuset[0] + "/cpuset.cpus"));
}

void Cgroup::read_use(CgroupState& state) {
  const std::string& memory = state.limits.memory_group;
  if (!memory.empty()) {
    auto current = kept(memory + "/memory.current");
    const bool second = current.has_value();
    if (!second) current = kept(memory + "/memory.usage_in_bytes");
    const auto bytes = current ? whole_of(*current) : std::nullopt;
    const std::string_view stat = kept(memory + "/memory.stat").value_or("");
    const auto cache = number_after(stat, second ? "inactive_file" : "total_inactive_file");
    state.active_cache = number_after(stat, second ? "active_file" : "total_active_file");
    if (bytes && cache) state.working_set = *bytes - std::min(*bytes, *cache);
  }
  const std::string& processor = state.limits.processor_group;
  if (processor.empty()) return;
  const std::string_view stat = kept(processor + "/cpu.stat").value_or("");
  state.cpu_us = number_after(stat, "usage_usec");
  state.throttled_us = number_after(stat, "throttled_usec");
  if (const auto ns = number_after(stat, "throttled_time")) state.throttled_us = *ns / 1000;
  if (state.cpu_us) return;
  const std::string accounts = beside(places_.cpu, processor, places_.cpuacct);
  if (accounts.empty()) return;
  const auto ns = whole_of(kept(accounts + "/cpuacct.usage").value_or(""));
  if (ns) state.cpu_us = *ns / 1000;
}

CgroupState Cgroup::read(std::uint64_t machine_memory) {
  look_for_places();
  CgroupState state;
  read_unified(state.limits, machine_memory);
  read_first(state.limits, machine_memory);
  read_use(state);
  const bool limited = state.limits.memory || state.limits.processors;
  if (limited && state.limits.version == 2) state.pressure_group = places_.unified[0];
  return state;
}

}  // namespace photosieve
