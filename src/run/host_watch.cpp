// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/host_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "base/result.h"
#include "host/gpu_sampler.h"
#include "host/sampler.h"

namespace photosieve {
namespace {

constexpr int kBetweenSamplesMs = 1000;
constexpr SteadyNs kGpusAreOld = 5'000'000'000;

}  // namespace

HostWatch::HostWatch(const Clock& clock)
    : clock_(clock),
      newest_(std::make_shared<const HostSample>()),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  PS_CHECK(stop_.valid());
  // A run goes on without: what nobody looks at is unknown.
  try {
    host_ = std::thread([this] { watch_host(); });
    gpu_ = std::thread([this] { watch_gpus(); });
  } catch (const std::system_error& error) {
    log_warning(std::string("the host is not watched: ") + error.what());
  }
}

HostWatch::~HostWatch() {
  const std::uint64_t one = 1;
  (void)!::write(stop_.get(), &one, sizeof one);
  for (std::thread* thread : {&host_, &gpu_})
    if (thread->joinable()) thread->join();
}

void HostWatch::set_workers(const std::string& session_id, std::vector<pid_t> pids) {
  workers_.with([&](Workers& workers) {
    if (pids.empty())
      workers.erase(session_id);
    else
      workers[session_id] = std::move(pids);
  });
}

std::uint32_t HostWatch::workers() const {
  return workers_.with([](const Workers& workers) {
    std::uint32_t all = 0;
    for (const auto& [session, pids] : workers) all += static_cast<std::uint32_t>(pids.size());
    return all;
  });
}

std::vector<pid_t> HostWatch::pids() const {
  std::vector<pid_t> pids{::getpid()};
  workers_.with([&](const Workers& workers) {
    for (const auto& [session, more] : workers) pids.insert(pids.end(), more.begin(), more.end());
  });
  return pids;
}

std::shared_ptr<const HostSample> HostWatch::newest() const {
  return newest_.with([](const auto& newest) { return newest; });
}

bool HostWatch::rest() {
  pollfd stop{stop_.get(), POLLIN, 0};
  return ::poll(&stop, 1, kBetweenSamplesMs) == 0;
}

void HostWatch::watch_host() {
  HostSampler sampler(clock_);
  do {
    HostSample sample = sampler.sample(pids());
    sample.gpus = gpus_.with([](const GpusUse& gpus) { return gpus; });
    if (sample.at - sample.gpus.at > kGpusAreOld) sample.gpus.gpus.reset();
    auto shared = std::make_shared<const HostSample>(std::move(sample));
    newest_.with([&](auto& newest) { newest.swap(shared); });
  } while (rest());
}

void HostWatch::watch_gpus() {
  GpuSampler sampler(clock_);
  do {
    GpusUse use = sampler.sample(pids());
    gpus_.with([&](GpusUse& newest) { newest = std::move(use); });
  } while (rest());
}

}  // namespace photosieve
