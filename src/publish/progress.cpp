// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/progress.h"

#include <algorithm>
#include <cmath>

namespace photosieve {

void Progress::begin(SteadyNs now) {
  resume(now);
}

void Progress::pause(SteadyNs now) {
  active_before_ = active_seconds(now);
  running_since_.reset();
}

void Progress::resume(SteadyNs now) {
  if (!running_since_) running_since_ = now;
}

void Progress::expect(std::uint32_t photos, std::uint64_t bytes) {
  photos_expected_ = photos;
  work_expected_ = bytes + photos * kWorkOfAPhoto;
}

double Progress::active_seconds(SteadyNs now) const {
  if (!running_since_) return active_before_;
  return active_before_ + static_cast<double>(now - *running_since_) / 1e9;
}

void Progress::decay(SteadyNs now) {
  const double active = active_seconds(now);
  const double passed = active - decayed_at_;
  if (passed <= 0) return;
  const double factor = std::exp2(-passed / kHalfLife);
  recent_photos_ *= factor;
  recent_work_ *= factor;
  recent_seconds_ = recent_seconds_ * factor + (1 - factor) * kHalfLife / std::log(2.0);
  decayed_at_ = active;
}

void Progress::committed(std::uint64_t bytes, double worker_seconds, SteadyNs now) {
  decay(now);
  recent_photos_ += 1;
  recent_work_ += static_cast<double>(bytes + kWorkOfAPhoto);
  ++photos_done_;
  work_done_ += bytes + kWorkOfAPhoto;
  worker_seconds_ += worker_seconds;
}

void Progress::batch_ended(std::uint32_t number, double seconds) {
  batches_ = number;
  batch_seconds_ = seconds;
}

std::optional<double> Progress::speed_now(SteadyNs now) const {
  Progress then = *this;
  then.decay(now);
  if (photos_done_ == 0 || then.recent_seconds_ <= 0) return std::nullopt;
  return then.recent_photos_ / then.recent_seconds_;
}

std::optional<double> Progress::whole_speed(SteadyNs now) const {
  const double active = active_seconds(now);
  if (photos_done_ == 0 || active <= 0) return std::nullopt;
  return photos_done_ / active;
}

std::optional<double> Progress::eta_seconds(SteadyNs now) const {
  const std::uint32_t photos_left = photos_expected_ - std::min(photos_expected_, photos_done_);
  if (photos_expected_ == 0) return std::nullopt;
  if (photos_left == 0) return 0.0;
  Progress then = *this;
  then.decay(now);
  const double active = active_seconds(now);
  if (photos_done_ == 0 || active <= 0 || then.recent_seconds_ <= 0) return std::nullopt;
  // A photo may have grown since it was found: what is left is never less than nothing.
  const auto work_left = static_cast<double>(
      std::max(work_expected_ - std::min(work_expected_, work_done_), photos_left * kWorkOfAPhoto));
  const double whole = static_cast<double>(work_done_) / active;
  const double recent = then.recent_work_ / then.recent_seconds_;
  // A silence slows the estimate by four at most: one large photo is no standstill.
  return work_left / std::sqrt(whole * std::max(recent, whole / 16));
}

void Progress::fill(ProgressUpdate& update, SteadyNs now, WallMs wall) const {
  update.processing_speed = speed_now(now);
  update.images_per_second = whole_speed(now);
  update.eta_seconds = eta_seconds(now);
  if (update.eta_seconds && *update.eta_seconds < 1e9)
    update.estimated_completion = wall + std::llround(*update.eta_seconds * 1000);
  update.batch_processing_time = batch_seconds_;
  update.current_batch = batches_;
  if (photos_done_ > 0) update.avg_image_processing_time = worker_seconds_ / photos_done_;
}

}  // namespace photosieve
