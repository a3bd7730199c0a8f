// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left.h"

#include <algorithm>
#include <cmath>

namespace photosieve {

void TimeLeft::set_prior(const TimeLeftPrior& prior) {
  prior_ = prior;
  miss_ = prior_.misses.at(signs());
}

void TimeLeft::set_workers(std::uint32_t workers) {
  workers_ = std::max(1U, workers);
  pace_.set_fewest_photos(workers_);
}

void TimeLeft::set_earlier_part(double cost, double seconds, std::uint32_t photos) {
  if (!(cost > 0) || !(seconds > 0) || photos == 0) return;
  earlier_part_speed_ = cost / seconds;
  earlier_part_variance_ = kBetweenParts * kBetweenParts + kBetweenPhotos * kBetweenPhotos / photos;
}

std::optional<TimeLeft::Level> TimeLeft::expected_level() const {
  std::optional<Level> level;
  if (prior_.cost_a_second > 0)
    level = {std::log(prior_.cost_a_second), std::max(prior_.spread * prior_.spread, 1e-6)};
  if (earlier_part_speed_ > 0) {
    const Level part{std::log(earlier_part_speed_), earlier_part_variance_};
    if (!level) return part;
    const double weight = level->variance / (level->variance + part.variance);
    level->log_speed += weight * (part.log_speed - level->log_speed);
    level->variance *= 1 - weight;
  }
  return level;
}

void TimeLeft::pause(SteadyNs now) {
  active_before_ = active_seconds(now);
  running_since_.reset();
}

void TimeLeft::resume(SteadyNs now) {
  if (!running_since_) running_since_ = now;
}

double TimeLeft::active_seconds(SteadyNs now) const {
  if (!running_since_) return active_before_;
  return active_before_ + static_cast<double>(now - *running_since_) / 1e9;
}

void TimeLeft::expect(double cost, std::uint32_t photos) {
  cost_expected_ = cost;
  photos_expected_ = photos;
}

void TimeLeft::committed(double cost, double worker_seconds, SteadyNs now) {
  const double at = active_seconds(now);
  bool new_block = false;
  if (photos_done_ == 0) {
    first_at_ = newest_at_ = at;
  } else if (at > newest_at_) {
    if (first_) {
      first_cost_ = newest_cost_;
      first_ = false;
    } else {
      new_block = pace_.add(newest_cost_, newest_at_ - before_newest_at_, newest_photos_);
    }
    before_newest_at_ = newest_at_;
    newest_at_ = at;
    newest_cost_ = newest_photos_ = 0;
  }
  newest_cost_ += cost;
  newest_photos_ += 1;
  cost_done_ += cost;
  ++photos_done_;
  worker_seconds_ += worker_seconds;
  worker_squares_ += worker_seconds * worker_seconds;
  if (new_block && !prior_.misses.empty()) miss_ = prior_.misses.at(signs());
}

double TimeLeft::unevenness() const {
  if (worker_seconds_ <= 0) return kUneven;
  const double n = photos_done_;
  const double seen = std::max(0.0, worker_squares_ * n / (worker_seconds_ * worker_seconds_) - 1);
  return (kUnevenWeight * kUneven + n * std::min(seen, 4.0)) / (kUnevenWeight + n);
}

double TimeLeft::mean_worker_seconds() const {
  return photos_done_ == 0 ? 0 : worker_seconds_ / photos_done_;
}

double TimeLeft::silent_seconds(SteadyNs now) const {
  return active_seconds(now) - (photos_done_ == 0 ? 0 : newest_at_);
}

double TimeLeft::mean_speed() const {
  const double seconds = newest_at_ - first_at_;
  return first_ || seconds <= 0 ? 0 : (cost_done_ - first_cost_) / seconds;
}

TimeLeftRange TimeLeft::at_newest_commit(PaceBank::Outlook outlook, double cost_left,
                                         double photos_left) const {
  if (outlook.speed <= 0 && photos_done_ > 0 && newest_at_ > 0) {
    // Only what came first is there: workers had to start, and each has a photo in hand.
    outlook.speed = cost_done_ / newest_at_;
    outlook.variance = outlook.of_level = outlook.speed * outlook.speed / std::sqrt(photos_done_);
  }
  double log_speed = 0;
  double variance = 0;  // of its logarithm
  double of_level = 0;
  if (outlook.speed > 0) {
    log_speed = std::log(outlook.speed);
    variance = outlook.variance / (outlook.speed * outlook.speed);
    of_level = outlook.of_level / (outlook.speed * outlook.speed);
  }
  if (const std::optional<Level> expected = expected_level()) {
    // What was known before tells of the level; what the time ahead adds to it stays.
    // Where the run says something quite different (another disk, other workers), it is no longer
    // as sure as it was.
    const double apart = (log_speed - expected->log_speed) / kBelievable;
    const double doubt =
        outlook.speed > 0 ? std::max(expected->variance, apart * apart - of_level) : 0;
    const double weight = outlook.speed > 0 ? of_level / (of_level + doubt) : 1;
    log_speed += weight * (expected->log_speed - log_speed);
    variance += outlook.speed > 0 ? -of_level * weight : expected->variance;
  }
  const double speed = std::exp(log_speed);
  const double steady = cost_left / speed;
  // The end: when nothing waits any more, each worker has a part of a photo and a whole one in hand
  // (renewal theory: a part of any size, the longer ones more often). The slowest worker is the
  // end; their mean is in `steady` already, but for the half photo that each has done by now.
  const double of_a_photo = workers_ * (steady / photos_left);
  const double in_hand = of_a_photo * std::min(1.0, photos_left / (2 * workers_));
  const double apart = workers_ > 1 ? in_hand * std::sqrt(1.0 / 12 + 1.9 * unevenness()) : 0;
  const double unequal = 0.52 * std::log2(workers_) * apart - 0.5 * in_hand;
  const double unequal_spread = 0.8 * apart;
  const double middle = std::max(steady + unequal, 0.1 * steady);
  const double width =
      kZ90 * std::sqrt(variance * steady * steady + unequal_spread * unequal_spread) / middle;
  return {middle, middle * std::exp(std::min(width, kWidest))};
}

double TimeLeft::cost_left() const {
  if (photos_expected_ == 0) return 0;
  // A photo may have grown since it was found: what is left is never less than nothing.
  const double photos = photos_expected_ - photos_done_;
  return std::max(cost_expected_ - cost_done_, 1e-3 * photos * cost_expected_ / photos_expected_);
}

std::optional<TimeLeftRange> TimeLeft::raw(SteadyNs now) const {
  if (photos_expected_ == 0) return std::nullopt;
  if (done()) return TimeLeftRange{};
  if (!expected_level() && (photos_done_ == 0 || newest_at_ <= 0)) return std::nullopt;
  const double photos_left = photos_expected_ - photos_done_;
  TimeLeftRange range = at_newest_commit(pace_.ahead(cost_left()), cost_left(), photos_left);
  // In hand are a photo a worker at most, and those that are done but not committed.
  const double one_each = range.p50 * std::min(1.0, workers_ / photos_left);
  const double passed = std::min({silent_seconds(now), std::max(one_each, 0.5), 0.9 * range.p50});
  range.p50 -= passed;
  range.p90 -= passed;
  return range;
}

TimeLeftSigns TimeLeft::signs() const {
  const double done = cost_expected_ > 0 ? std::min(1.0, cost_done_ / cost_expected_) : 0;
  const double mean = mean_speed();
  const double speed = pace_.ahead(cost_left()).speed;
  const double against_mean = speed > 0 && mean > 0 ? std::log(speed / mean) : 0;
  const PaceBank::Slowing slowing = pace_.slowing();
  return {1 - 2 * done, against_mean, std::log(slowing.slowest), slowing.share * done};
}

std::optional<TimeLeftRange> TimeLeft::left(SteadyNs now) const {
  std::optional<TimeLeftRange> range = raw(now);
  if (!range || range->p50 <= 0) return range;
  const double width = prior_.scale * std::log(range->p90 / range->p50);
  range->p50 *= std::exp(miss_);
  range->p90 = range->p50 * std::exp(std::min(std::hypot(width, prior_.extra), kWidest));
  return range;
}

}  // namespace photosieve
