// What a session changes by itself while it runs: workers, batches, a pause before the disk is
// full. SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>

#include "host/process_tree.h"
#include "run/session_driver.h"
#include "tune/batch_tuner.h"

namespace photosieve {
namespace {

constexpr double kBytesInMb = 1024.0 * 1024.0;
constexpr SteadyNs kBetweenPeakLooks = 5'000'000'000;
constexpr SteadyNs kBetweenBatchLooks = 10'000'000'000;
// Workers that wait for a slow disk or network leave processors idle: more than one a processor.
constexpr std::uint32_t kWorkersAProcessor = 2;

}  // namespace

void SessionDriver::tune(const HostSample& host, const PerformanceUpdate& update) {
  if (finished_ || !core_.processing()) return;
  guard_space();
  if (core_.session().settings.mode != Mode::kSmart) return;
  tune_workers(host);
  tune_batches(update);
}

void SessionDriver::bound_by_memory(const HostSample& host) {
  if (finished_ || !core_.processing() || host.at == 0) return;
  const SteadyNs time = now().steady;
  // Whoever has one worker only is never asked to have fewer; a new peak is of the first photos.
  if (time < next_peak_look_ && worker_peak_mb_ > 0) return;
  next_peak_look_ = time + kBetweenPeakLooks;
  const std::vector<pid_t> workers = pool_.pids();
  for (const pid_t worker : workers)
    worker_peak_mb_ = std::max(worker_peak_mb_, peak_memory_mb(HostRoot(), worker).value_or(0));
  const auto fit = memory_.read({.total_mb = host.memory_total_mb,
                                 .used_mb = host.memory_mb,
                                 .cache_mb = host.memory_cache_mb,
                                 .workers_mb = host.process_memory_mb,
                                 .peak_mb = worker_peak_mb_});
  if (!fit) return;
  const auto all = static_cast<std::uint32_t>(parts_.use.workers());
  const auto own = static_cast<std::uint32_t>(workers.size());
  const std::uint32_t of_others = all > own ? all - own : 0;
  const std::uint32_t before = allowed_workers();
  fit_ = *fit > of_others ? *fit - of_others : 1;
  const std::uint32_t after = allowed_workers();
  if (tuner_ || after == before) return;  // the tuner says itself what it does
  decide({.session_id = core_.session().id,
          .what = "workers",
          .from = before,
          .to = after,
          .reason = fmt::format("{:.0f} MB of memory, and a worker takes up to {:.0f} MB",
                                host.memory_total_mb.value_or(0), worker_peak_mb_),
          .timestamp = now().wall});
  follow_share();
}

void SessionDriver::tune_workers(const HostSample& host) {
  // What the program uses is this session's alone only while no other has workers.
  const bool alone = parts_.use.workers() <= pool_.pids().size();
  if (core_.session().settings.workers != 0 || !alone) return tuner_.reset();
  if (core_.pausing()) return;
  const std::uint32_t allowed = allowed_workers();
  const std::uint32_t most = allowed * kWorkersAProcessor;
  const std::uint32_t fitting = std::min(most, fit_.value_or(most));
  const WorkerTuner::Bounds bounds{fitting, std::min<double>(allowed, host.processors),
                                   fitting < most};
  if (!tuner_) tuner_.emplace(allowed, bounds);
  tuner_->set_bounds(bounds);

  TunerReading reading;
  reading.at = now().steady;
  reading.work_done = core_.time_left().cost_done();
  reading.workers_lost = core_.workers_lost();
  if (host.process_cpu_percent)
    reading.processors_used = *host.process_cpu_percent / 100 * host.processors;
  if (host.pressure) {
    reading.memory_pressure = host.pressure->memory;
    reading.io_pressure = host.pressure->io;
  }
  reading.memory_used_percent = host.memory_percent;
  const auto change = tuner_->read(reading);
  if (!change) return;
  decide({.session_id = core_.session().id,
          .what = "workers",
          .from = change->from,
          .to = change->to,
          .reason = change->reason,
          .timestamp = now().wall});
  follow_share();
}

void SessionDriver::tune_batches(const PerformanceUpdate& update) {
  const SteadyNs time = now().steady;
  if (core_.session().settings.batch_size != 0 || !update.batch_size || time < next_batch_look_)
    return;
  next_batch_look_ = time + kBetweenBatchLooks;
  const double seconds = core_.time_left().mean_worker_seconds();
  const auto photos = tuned_batch(*update.batch_size, seconds);
  if (!photos) return;
  decide({.session_id = core_.session().id,
          .what = "batch_size",
          .from = *update.batch_size,
          .to = *photos,
          .reason = fmt::format("a photo takes {:.2g} s in a worker", seconds),
          .timestamp = now().wall});
  feed(input::SetBatchSize{*photos});
}

void SessionDriver::guard_space() {
  if (parts_.output == nullptr) return;
  SpaceReading reading{.paused = core_.pausing()};
  struct statvfs about {};
  if (::fstatvfs(parts_.output->fd(), &about) == 0) {
    const double block_mb = static_cast<double>(about.f_frsize) / kBytesInMb;
    reading.free_mb = static_cast<double>(about.f_bavail) * block_mb;
    reading.total_mb = static_cast<double>(about.f_blocks) * block_mb;
  }
  // As if every photo were approved.
  reading.copied_mb_a_second = core_.time_left().mean_speed() / kBytesInMb;
  const auto change = space_.read(reading);
  if (!change) return;
  const bool pause = change->what == SpaceGuard::What::kPause;
  decide({.session_id = core_.session().id,
          .what = pause ? "paused_for_space" : "resumed_for_space",
          .from = {},
          .to = change->free_mb,
          .reason = change->reason,
          .timestamp = now().wall});
  if (pause)
    feed(input::PauseAsked{});
  else
    feed(input::ResumeAsked{});
}

}  // namespace photosieve
