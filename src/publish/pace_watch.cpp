// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pace_watch.h"

#include <algorithm>
#include <cmath>

namespace photosieve {
namespace {

constexpr double kTimesTheUsual = 10;
constexpr double kLeastStall = 10;    // seconds
constexpr double kUnknownStall = 30;  // seconds, while nothing usual is known
constexpr double kTrendSpan = 120;    // seconds
constexpr double kLeastTrend = 20;    // seconds of processing
constexpr double kSustained = 60;     // seconds, twice
constexpr double kSpreads = 2;
constexpr double kLeastSlowness = 10;  // percent

}  // namespace

double stall_patience(const TimeLeft& time_left) {
  const double usual = time_left.mean_worker_seconds();
  return usual <= 0 ? kUnknownStall : std::max(kLeastStall, kTimesTheUsual * usual);
}

std::optional<double> speed_trend(const TimeLeft& time_left, SteadyNs now) {
  const double active = time_left.active_seconds(now);
  if (active < kLeastTrend) return std::nullopt;
  const PaceBank::Recent recent = time_left.pace().recent(std::min(kTrendSpan, active / 2.5));
  if (recent.now <= 0 || recent.before <= 0) return std::nullopt;
  return 100 * (recent.now / recent.before - 1);
}

std::optional<double> slower_than_past(const TimeLeft& time_left) {
  const TimeLeftPrior& prior = time_left.prior();
  if (prior.cost_a_second <= 0) return std::nullopt;
  const PaceBank::Recent recent = time_left.pace().recent(kSustained);
  if (recent.before_seconds < kSustained || recent.now_seconds < kSustained) return std::nullopt;
  const double usual = prior.cost_a_second * std::exp(-kSpreads * prior.spread);
  const double speed = std::max(recent.now, recent.before);
  const double slower = 100 * (1 - speed / prior.cost_a_second);
  if (speed >= usual || slower < kLeastSlowness) return std::nullopt;
  return slower;
}

}  // namespace photosieve
