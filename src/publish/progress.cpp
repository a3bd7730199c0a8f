// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/progress.h"

#include <cmath>

namespace photosieve {

void Progress::begin(SteadyNs now) {
  time_left_.begin(now);
}

void Progress::pause(SteadyNs now) {
  time_left_.pause(now);
}

void Progress::resume(SteadyNs now) {
  time_left_.resume(now);
}

void Progress::expect(std::uint32_t photos, double cost) {
  cost_expected_ = cost;
  time_left_.expect(cost, photos);
}

Progress::Recent Progress::decayed(SteadyNs now) const {
  const double active = time_left_.active_seconds(now);
  const double passed = active - recent_.at;
  if (passed <= 0) return recent_;
  const double factor = std::exp2(-passed / kHalfLife);
  return {recent_.photos * factor,
          recent_.seconds * factor + (1 - factor) * kHalfLife / std::log(2.0), active};
}

void Progress::committed(double cost, double worker_seconds, SteadyNs now) {
  recent_ = decayed(now);
  recent_.photos += 1;
  cost_done_ += cost;
  ++photos_done_;
  worker_seconds_ += worker_seconds;
  time_left_.committed(cost, worker_seconds, now);
  if (cost_expected_ > 0) diary_.note(time_left_, cost_done_ / cost_expected_, now);
}

void Progress::batch_ended(std::uint32_t number, double seconds) {
  batches_ = number;
  batch_seconds_ = seconds;
}

std::optional<double> Progress::speed_now(SteadyNs now) const {
  const Recent recent = decayed(now);
  if (photos_done_ == 0 || recent.seconds <= 0) return std::nullopt;
  return recent.photos / recent.seconds;
}

std::optional<double> Progress::whole_speed(SteadyNs now) const {
  const double active = time_left_.active_seconds(now);
  if (photos_done_ == 0 || active <= 0) return std::nullopt;
  return photos_done_ / active;
}

std::optional<double> Progress::eta_seconds(SteadyNs now) const {
  const std::optional<TimeLeftRange> range = time_left_.left(now);
  if (!range) return std::nullopt;
  return range->p50;
}

void Progress::fill(ProgressUpdate& update, SteadyNs now, WallMs wall) const {
  update.processing_speed = speed_now(now);
  update.images_per_second = whole_speed(now);
  if (const std::optional<TimeLeftRange> range = time_left_.left(now)) {
    update.eta_seconds = range->p50;
    update.eta_p90_seconds = range->p90;
  }
  if (update.eta_seconds && *update.eta_seconds < 1e9)
    update.estimated_completion = wall + std::llround(*update.eta_seconds * 1000);
  update.batch_processing_time = batch_seconds_;
  update.current_batch = batches_;
  if (photos_done_ > 0) update.avg_image_processing_time = worker_seconds_ / photos_done_;
}

}  // namespace photosieve
