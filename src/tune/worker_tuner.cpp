// SPDX-License-Identifier: GPL-3.0-or-later
#include "tune/worker_tuner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

constexpr double kNs = 1e9;
constexpr SteadyNs kFarApart = 5'000'000'000;
constexpr SteadyNs kSettling =
    1'500'000'000;                   // a new worker starts, a batch of the old number ends
constexpr double kShortestSpan = 3;  // seconds
constexpr double kLongestSpan = 8;
constexpr double kLongestDoubt = 24;  // of a probe that looks better and may be chance
constexpr double kWorthDoubt = 1.15;  // so much faster that it is looked at for longer
constexpr double kWellKnown = 0.03;   // standard error of the mean
constexpr double kFaster = 1.04;      // the dead band: less is no difference
constexpr double kAsFast = 0.98;
constexpr double kMuchSlower = 0.8;
constexpr double kHopeless = 0.9;    // of what was there before, at best
constexpr double kRemembered = 120;  // seconds in which a slower number is not tried again
constexpr double kMoved = 0.1;       // from its speed before: what others did then says nothing now
constexpr double kAnotherLoad = 0.25;
constexpr int kSpansOfAnotherLoad = 2;
constexpr std::uint32_t kCrowd = 4;  // workers
constexpr double kFirstWait = 5;     // seconds between probes, doubled
constexpr double kLongestWait = 15;  // a load that allows more may not show otherwise
constexpr double kKept = 2.0 / 3;    // of the workers, in danger
constexpr double kCareful = 15;      // seconds after danger in which no worker is added
constexpr double kDangerous = 120;  // and in which that many are not tried again; doubled each time
constexpr double kLongestDangerous = 1800;
constexpr double kRelief = 10;  // percent of memory: less is used than when it was dangerous
constexpr double kSure = 1.3;   // standard errors by which a gain must be more than nothing
constexpr double kMemoryPressure = 10;  // percent
constexpr double kMemoryUsed = 94;
constexpr double kIoPressure = 40;  // fewer workers are tried from here on
constexpr double kBusy = 0.9;       // of the processors: more workers would only share them
constexpr double kWaiting = 0.75;   // of the workers' processors: they wait for something else
constexpr std::uint32_t kManyLost = 2;
constexpr double kLostWithin = 10;  // seconds

SteadyNs after(SteadyNs now, double seconds) {
  return now + static_cast<SteadyNs>(seconds * kNs);
}

std::string gain_in_words(double speed, double before) {
  const double percent = 100 * (speed / before - 1);
  return fmt::format("{:.0f} % {}", std::abs(percent), percent < 0 ? "slower" : "faster");
}

}  // namespace

WorkerTuner::WorkerTuner(std::uint32_t workers, Bounds bounds)
    : bounds_(bounds),
      workers_(std::clamp(workers, 1U, std::max(1U, bounds.most))),
      danger_seconds_(kDangerous),
      wait_seconds_(kFirstWait) {}

std::optional<WorkerTuner::Change> WorkerTuner::read(const TunerReading& reading) {
  if (!last_ || reading.at - last_->at > kFarApart || reading.at <= last_->at) {
    if (!last_) lost_before_ = reading.workers_lost;
    last_ = reading;
    begin_span(reading.at, false);
    return std::nullopt;
  }
  const double seconds = static_cast<double>(reading.at - last_->at) / kNs;
  const double speed = std::max(0.0, reading.work_done - last_->work_done) / seconds;
  if (last_->at >= span_.settled) {
    span_.seconds += seconds;
    span_.work += speed * seconds;
    span_.squares += speed * speed;
    ++span_.readings;
  }
  last_ = reading;

  if (auto change = in_danger(reading)) return change;
  const std::uint32_t most = std::max(1U, bounds_.most);
  if (workers_ > most) {
    step_ = Step::kHold;
    known_speed_ = 0;
    return go(most, reading.at,
              bounds_.by_memory ? fmt::format("no more than {} fit into the memory", most)
                                : fmt::format("at most {} are allowed now", most));
  }
  if (!known()) return std::nullopt;
  return step_ == Step::kProbe ? judge_probe(reading) : try_another(reading);
}

std::optional<WorkerTuner::Change> WorkerTuner::in_danger(const TunerReading& reading) {
  if (reading.at >= after(lost_since_, kLostWithin)) {
    lost_since_ = reading.at;
    lost_before_ = reading.workers_lost;
  }
  std::string reason;
  if (reading.memory_pressure.value_or(0) > kMemoryPressure)
    reason = fmt::format("memory pressure {:.0f} %", *reading.memory_pressure);
  else if (reading.memory_used_percent.value_or(0) > kMemoryUsed)
    reason = fmt::format("{:.0f} % of the memory is used", *reading.memory_used_percent);
  else if (reading.workers_lost >= lost_before_ + kManyLost)
    reason = fmt::format("{} workers died within {:.0f} seconds",
                         reading.workers_lost - lost_before_, kLostWithin);
  if (reason.empty()) {
    see_relief(reading);
    return std::nullopt;
  }
  lost_before_ = reading.workers_lost;
  const bool felt = reading.at >= careful_until_;  // what was done before had time to be felt
  if (!felt || workers_ == 1) return std::nullopt;
  careful_until_ = after(reading.at, kCareful);
  dangerous_ = workers_;
  dangerous_until_ = after(reading.at, danger_seconds_);
  danger_seconds_ = std::min(kLongestDangerous, danger_seconds_ * 2);
  const bool tried = step_ == Step::kProbe && workers_ > came_from_;
  const auto kept = std::max(1U, static_cast<std::uint32_t>(std::floor(workers_ * kKept)));
  step_ = Step::kHold;
  known_speed_ = 0;
  stride_ = 1;
  down_next_ = false;
  probe_at_ = careful_until_;
  wait_seconds_ = kFirstWait;
  // A number that was only tried: the one before it is known to be safe.
  return go(tried ? std::max(kept, came_from_) : kept, reading.at, std::move(reason));
}

// Memory that others gave back is free for workers at once.
void WorkerTuner::see_relief(const TunerReading& reading) {
  if (dangerous_ == 0 || !reading.memory_used_percent) return;
  if (reading.at >= dangerous_until_) {
    dangerous_ = 0;
    return;
  }
  if (reading.at < careful_until_) {
    memory_in_danger_ = reading.memory_used_percent;
    return;
  }
  if (!memory_in_danger_ || *reading.memory_used_percent > *memory_in_danger_ - kRelief) return;
  dangerous_ = 0;
  danger_seconds_ = kDangerous;
  memory_in_danger_.reset();
  wait_seconds_ = kFirstWait;
  probe_at_ = reading.at;
}

double WorkerTuner::standard_error() const {
  const double mean = mean_speed();
  const double variance = std::max(0.0, span_.squares / span_.readings - mean * mean);
  return std::sqrt(variance / span_.readings);
}

bool WorkerTuner::known() const {
  if (span_.seconds < kShortestSpan) return false;
  // What a probe loses is lost: one that is clearly slower is not looked at to the end.
  const bool fewer_tried = step_ == Step::kProbe && workers_ < came_from_;
  if (fewer_tried &&
      mean_speed() + kSure * std::hypot(standard_error(), base_error_) < kHopeless * base_speed_)
    return true;
  return span_.seconds >= kLongestSpan ||
         (mean_speed() > 0 && standard_error() <= kWellKnown * mean_speed());
}

// The number that is tried has been there for a span.
std::optional<WorkerTuner::Change> WorkerTuner::judge_probe(const TunerReading& reading) {
  const double speed = mean_speed();
  known_[workers_] = {speed, reading.at};
  const bool more = workers_ > came_from_;
  const double noise = kSure * std::hypot(standard_error(), base_error_);
  const bool faster = more && speed >= base_speed_ * kFaster;
  const bool sure = speed >= base_speed_ + noise;
  if (more && !sure && speed >= base_speed_ * kWorthDoubt && span_.seconds < kLongestDoubt)
    return std::nullopt;
  step_ = Step::kHold;
  const bool kept = more ? faster && sure : speed >= base_speed_ * kAsFast;
  if (kept) {
    known_speed_ = speed;
    wait_seconds_ = kFirstWait;
    probe_at_ = reading.at;
    down_next_ = !more;
    if (more) stride_ *= 2;
    return try_another(reading);  // on in the same direction
  }
  const std::string reason =
      fmt::format("{} with {}{}", gain_in_words(speed, std::max(base_speed_, 1e-9)), workers_,
                  faster ? ", which may be chance" : "");
  stride_ = 1;
  // With one worker less than before it could be no faster than this many in proportion.
  const bool hopeless = !more && speed * (came_from_ - 1) / workers_ < kHopeless * base_speed_;
  if (std::max(workers_, came_from_) - std::min(workers_, came_from_) > 1 && !hopeless) {
    step_ = Step::kProbe;  // too far: a step of one may still be better
    return go(more ? came_from_ + 1 : came_from_ - 1, reading.at, reason);
  }
  known_speed_ = base_speed_;
  down_next_ = more;
  wait_longer(reading.at);
  return go(came_from_, reading.at, reason);
}

// Two spans in a row that are far from what this number did before: the load is another one.
void WorkerTuner::follow_load(double speed, SteadyNs now) {
  if (known_speed_ <= 0 || std::abs(speed / known_speed_ - 1) <= kAnotherLoad) {
    away_ = 0;
    known_speed_ = known_speed_ > 0 ? 0.7 * known_speed_ + 0.3 * speed : speed;  // it may drift
    return;
  }
  if (++away_ < kSpansOfAnotherLoad) return;
  away_ = 0;
  // What became slower may be too crowded; of few workers one less is a large part, and whether one
  // more helps is told sooner and for less.
  down_next_ = speed < known_speed_ && workers_ >= kCrowd;
  known_speed_ = speed;
  known_.clear();
  wait_seconds_ = kFirstWait;
  probe_at_ = now;
  stride_ = 1;
}

bool WorkerTuner::known_as_slower(std::uint32_t workers, double speed, SteadyNs now) const {
  const auto found = known_.find(workers);
  return found != known_.end() && now < after(found->second.at, kRemembered) &&
         found->second.speed < kMuchSlower * speed;
}

// The number to try below that in use: two thirds where the disk is crowded, else one less; 0 where
// those are known to be slower.
std::uint32_t WorkerTuner::fewer(bool crowded, double speed, SteadyNs now) const {
  const auto kept = static_cast<std::uint32_t>(std::floor(workers_ * kKept));
  const std::uint32_t one_less = workers_ - 1;
  const std::uint32_t far = crowded ? std::clamp(kept, 1U, one_less) : one_less;
  if (!known_as_slower(far, speed, now)) return far;
  return known_as_slower(one_less, speed, now) ? 0 : one_less;
}

std::optional<WorkerTuner::Change> WorkerTuner::try_another(const TunerReading& reading) {
  const double speed = mean_speed();
  const double error = standard_error();
  follow_load(speed, reading.at);
  const auto before = known_.find(workers_);
  if (before != known_.end() &&
      std::abs(speed - before->second.speed) > kMoved * before->second.speed + 2 * error)
    known_.clear();
  known_[workers_] = {speed, reading.at};
  begin_span(reading.at, false);
  // What may be another load is looked at once more before anything is tried under it.
  if (reading.at < probe_at_ || away_ > 0) return std::nullopt;

  std::uint32_t most = bounds_.most;
  if (dangerous_ != 0 && reading.at < dangerous_until_) most = std::min(most, dangerous_ - 1);
  const double used = reading.processors_used.value_or(0);
  const bool idle = !reading.processors_used || used < kBusy * bounds_.processors;
  const bool may_more = workers_ < most && idle && reading.at >= careful_until_;
  const double working = std::min<double>(workers_, bounds_.processors);
  const bool io = reading.io_pressure.value_or(0) > kIoPressure;
  const bool waiting = workers_ > 1 && (!reading.processors_used || used < kWaiting * working);
  const std::uint32_t less = waiting ? fewer(io, speed, reading.at) : 0;
  const bool may_fewer = less > 0;
  if (!may_more && !may_fewer) {
    wait_longer(reading.at);
    return std::nullopt;
  }
  came_from_ = workers_;
  base_speed_ = speed;
  base_error_ = error;
  step_ = Step::kProbe;
  if (may_fewer && (down_next_ || !may_more)) {
    return go(
        less, reading.at,
        io ? fmt::format("I/O pressure {:.0f} %: would fewer be as fast?", *reading.io_pressure)
           : std::string("workers wait: would fewer be as fast?"));
  }
  return go(std::min(most, workers_ + stride_), reading.at,
            stride_ == 1 ? "processors are idle: would one more be faster?"
                         : fmt::format("processors are idle: would {} more be faster?", stride_));
}

WorkerTuner::Change WorkerTuner::go(std::uint32_t workers, SteadyNs now, std::string reason) {
  Change change{workers_, workers, std::move(reason)};
  workers_ = workers;
  begin_span(now, true);
  return change;
}

void WorkerTuner::begin_span(SteadyNs now, bool settle) {
  span_ = {};
  span_.settled = settle ? now + kSettling : now;
}

void WorkerTuner::wait_longer(SteadyNs now) {
  probe_at_ = after(now, wait_seconds_);
  wait_seconds_ = std::min(kLongestWait, wait_seconds_ * 2);
}

}  // namespace photosieve
