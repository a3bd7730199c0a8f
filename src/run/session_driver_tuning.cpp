// What a session changes by itself while it runs: workers, batches, a pause before the disk is
// full. SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>

#include "run/session_driver.h"
#include "tune/batch_tuner.h"

namespace photosieve {
namespace {

constexpr double kBytesInMb = 1024.0 * 1024.0;
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

void SessionDriver::tune_workers(const HostSample& host) {
  // What the program uses is this session's alone only while no other has workers.
  const bool alone = parts_.use.workers() <= pool_.pids().size();
  if (core_.session().settings.workers != 0 || !alone) return tuner_.reset();
  if (core_.pausing()) return;
  const std::uint32_t allowed = allowed_workers();
  const WorkerTuner::Bounds bounds{allowed * kWorkersAProcessor,
                                   std::min<double>(allowed, host.processors)};
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
