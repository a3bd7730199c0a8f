// TimeLeft: how long a run will still take, as a range: P50 (as often too long as too short) and
// P90 (too short one time in ten).
//
// Work, not photos: each photo has a cost (any unit, the caller's; twice the cost takes twice the
// time), and what is left is told in the same unit. Time is the time of processing: pauses are left
// out, and photos of an earlier run are never told. Speed and its uncertainty are those of
// PaceBank, measured from the first commit on, so that starting up counts once. To the work left
// comes the end of the run, when workers that lease photos in batches run dry one after another,
// and what is known of earlier runs on this machine (time_left_history.h): their speed, which
// counts for as much as its spread allows, and how far their estimates were off. The part of a
// session that an interrupted run did tells of its photos, which earlier runs cannot. Between
// commits the time left is counted down, by no more than what the workers may have in hand: silence
// never makes it grow. Pure: times come from outside, and never go back. Threads: one. Telling a
// photo allocates nothing. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "model/time_left_record.h"
#include "publish/pace_bank.h"
#include "publish/time_left_misses.h"

namespace photosieve {

// What earlier runs on this machine say (time_left_history.h makes it).
struct TimeLeftPrior {
  double cost_a_second = 0;  // 0: no earlier runs
  double spread = 0;         // between runs: standard deviation of the logarithm
  // How their estimates missed: the true time was exp(miss) of the P50.
  TimeLeftMisses misses;
  // The P90 needs `scale` of the width that the run itself tells, and `extra` beside it, to hold.
  double scale = 1;
  double extra = 0;
};

struct TimeLeftRange {
  double p50 = 0;  // seconds of processing
  double p90 = 0;  // at least p50
};

class TimeLeft {
 public:
  void set_prior(const TimeLeftPrior& prior);
  // What earlier, interrupted runs of the same session did: cost, and the seconds of processing
  // that it took.
  void set_earlier_part(double cost, double seconds, std::uint32_t photos);
  void set_workers(std::uint32_t workers);

  // begin() and resume() start the clock, pause() stops it; asking twice changes nothing.
  void begin(SteadyNs now) { resume(now); }
  void pause(SteadyNs now);
  void resume(SteadyNs now);

  // What is before this run, in all: it may grow and shrink.
  void expect(double cost, std::uint32_t photos);
  // `worker_seconds`: how long it was in a worker.
  void committed(double cost, double worker_seconds, SteadyNs now);

  // Nothing while nothing is known: no photo is committed and no earlier run was told.
  [[nodiscard]] std::optional<TimeLeftRange> left(SteadyNs now) const;
  // The same without what earlier runs teach of the misses of estimates.
  [[nodiscard]] std::optional<TimeLeftRange> raw(SteadyNs now) const;
  // What an estimate's miss may hang on: how far the run is, from 1 at its beginning to -1; the
  // speed that is taken for the time ahead against the whole run's, as a logarithm; what slowed
  // the run so far: how slow the slowest tenth of it was against its middle, as a logarithm, and
  // the share of all work that was done so slowly.
  [[nodiscard]] TimeLeftSigns signs() const;

  [[nodiscard]] double active_seconds(SteadyNs now) const;
  [[nodiscard]] const PaceBank& pace() const { return pace_; }
  [[nodiscard]] const TimeLeftPrior& prior() const { return prior_; }
  // Of this run, committed.
  [[nodiscard]] double cost_done() const { return cost_done_; }
  // The mean speed since the first commit, cost a second; 0: not known.
  [[nodiscard]] double mean_speed() const;
  // A photo in a worker, in the mean; 0: none is committed.
  [[nodiscard]] double mean_worker_seconds() const;
  // Seconds of processing since the newest commit, or since the beginning.
  [[nodiscard]] double silent_seconds(SteadyNs now) const;
  // Whether everything that is expected is committed.
  [[nodiscard]] bool done() const { return photos_done_ >= photos_expected_; }

 private:
  [[nodiscard]] TimeLeftRange at_newest_commit(PaceBank::Outlook outlook, double cost_left,
                                               double photos_left) const;
  [[nodiscard]] double cost_left() const;
  // The level of speed that is expected before this run has shown any, as a logarithm, and its
  // variance; nothing: neither earlier runs nor an earlier part are known.
  struct Level {
    double log_speed = 0;
    double variance = 0;
  };
  [[nodiscard]] std::optional<Level> expected_level() const;

  // Variance of a photo's seconds in a worker, by their mean squared.
  [[nodiscard]] double unevenness() const;

  static constexpr double kUneven = 0.5;  // before it is seen, and how many photos that is worth
  static constexpr double kUnevenWeight = 10;
  static constexpr double kZ90 = 1.2815515655446004;  // of the normal distribution
  static constexpr double kWidest = 3;                // P90 is 20 times P50 at most
  // How far the speed of a part of a session lies from that of another, as a logarithm; and of a
  // photo's.
  static constexpr double kBetweenParts = 0.06;
  static constexpr double kBetweenPhotos = 0.8;
  // What was known before is believed less where the run lies more standard deviations from it.
  static constexpr double kBelievable = 2;

  TimeLeftPrior prior_;
  double miss_ = 0;  // what it says of now; asked anew as often as the pace sees a new block
  double earlier_part_speed_ = 0;  // 0: none
  double earlier_part_variance_ = 0;
  PaceBank pace_;
  double workers_ = 1;
  std::optional<SteadyNs> running_since_;
  double active_before_ = 0;
  double cost_expected_ = 0;
  double cost_done_ = 0;
  std::uint32_t photos_expected_ = 0;
  std::uint32_t photos_done_ = 0;
  double worker_seconds_ = 0;
  double worker_squares_ = 0;
  // Of the newest commit, which is not in pace_ yet: all its photos come at one time.
  double newest_at_ = 0;  // in active seconds
  double newest_cost_ = 0;
  double newest_photos_ = 0;
  double before_newest_at_ = 0;
  bool first_ = true;  // the newest commit is the first
  double first_at_ = 0;
  double first_cost_ = 0;
};

}  // namespace photosieve
