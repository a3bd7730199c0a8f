// Progress: how far a run is, how fast, and when it will be done; from what is committed only.
//
// Speed now    a mean over time, weighted down by half every 10 s of processing (pauses left out).
// Whole speed  photos done by this run over its processing time; photos of an earlier, interrupted
//              run count as done, never as speed.
// Time left    TimeLeft's range, where a photo is as much work as photo_cost() says.
// Pure: times come from outside. Telling a committed photo allocates nothing.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "model/events.h"
#include "publish/time_left.h"
#include "publish/time_left_history.h"

namespace photosieve {

class Progress {
 public:
  // begin() and resume() start the clock, pause() stops it; asking twice changes nothing.
  void begin(SteadyNs now);
  void pause(SteadyNs now);
  void resume(SteadyNs now);
  void set_workers(std::uint32_t workers) { time_left_.set_workers(workers); }
  // What earlier runs on this machine teach; before begin().
  void set_prior(const TimeLeftPrior& prior) { time_left_.set_prior(prior); }
  // What earlier, interrupted runs of the session did; before begin().
  void set_earlier_part(double cost, double seconds, std::uint32_t photos) {
    time_left_.set_earlier_part(cost, seconds, photos);
  }
  // What this run has before it. Costs are sums of photo_cost().
  void expect(std::uint32_t photos, double cost);

  // A photo's result is committed (the first one for that photo).
  void committed(double cost, double worker_seconds, SteadyNs now);
  void batch_ended(std::uint32_t number, double seconds);

  [[nodiscard]] std::optional<double> speed_now(SteadyNs now) const;
  [[nodiscard]] std::optional<double> whole_speed(SteadyNs now) const;
  [[nodiscard]] std::optional<double> eta_seconds(SteadyNs now) const;  // the P50
  // P50 and P90; publish/pace_watch.h has stalls, the trend of speed, slowness against the past.
  [[nodiscard]] std::optional<TimeLeftRange> left(SteadyNs now) const {
    return time_left_.left(now);
  }
  [[nodiscard]] const TimeLeft& time_left() const { return time_left_; }
  // What the next runs may learn of this one, once all is committed, at `end`.
  [[nodiscard]] TimeLeftRecord record(SteadyNs end) const { return diary_.close(time_left_, end); }

  // The fields that follow from the above; the caller adds the session's own.
  void fill(ProgressUpdate& update, SteadyNs now, WallMs wall) const;

 private:
  static constexpr double kHalfLife = 10;  // seconds

  // Photos and seconds of the recent past, each halved every kHalfLife.
  struct Recent {
    double photos = 0;
    double seconds = 0;
    double at = 0;  // in active seconds
  };
  [[nodiscard]] Recent decayed(SteadyNs now) const;

  TimeLeft time_left_;
  TimeLeftDiary diary_;
  std::uint32_t photos_done_ = 0;
  double cost_expected_ = 0;
  double cost_done_ = 0;
  double worker_seconds_ = 0;
  Recent recent_;
  std::uint32_t batches_ = 0;
  std::optional<double> batch_seconds_;
};

}  // namespace photosieve
