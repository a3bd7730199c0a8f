// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/program_use.h"

#include <unistd.h>

#include <algorithm>

namespace photosieve {
namespace {

constexpr SteadyNs kNsPerSecond = 1'000'000'000;

}  // namespace

void ProgramUse::set_workers(const std::string& session_id, std::vector<pid_t> pids) {
  state_.with([&](State& state) {
    if (pids.empty())
      state.workers.erase(session_id);
    else
      state.workers[session_id] = std::move(pids);
  });
}

HostUse ProgramUse::sample(SteadyNs now) {
  return state_.with([&](State& state) {
    if (state.measured_at && now - *state.measured_at < kNsPerSecond) return state.newest;
    state.measured_at = now;
    std::vector<pid_t> pids{::getpid()};
    for (const auto& [session, workers] : state.workers)
      pids.insert(pids.end(), workers.begin(), workers.end());
    const ProcessSample sample = state.use.sample(pids, now);
    state.newest = {sample.memory_mb, sample.cpu_percent, std::nullopt};
    if (sample.memory_mb) state.peak_mb = std::max(state.peak_mb.value_or(0), *sample.memory_mb);
    return state.newest;
  });
}

std::optional<double> ProgramUse::peak_mb() const {
  return state_.with([](const State& state) { return state.peak_mb; });
}

std::uint32_t ProgramUse::workers() const {
  return state_.with([](const State& state) {
    std::uint32_t all = 0;
    for (const auto& [session, workers] : state.workers)
      all += static_cast<std::uint32_t>(workers.size());
    return all;
  });
}

}  // namespace photosieve
