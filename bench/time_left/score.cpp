// SPDX-License-Identifier: GPL-3.0-or-later
#include "score.h"

#include <algorithm>
#include <cmath>

#include "peers.h"

namespace photosieve {
namespace {

constexpr int kMoments = 200;
constexpr double kFirstPart = 0.05;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double active_length(const Trace& trace) {
  SteadyNs paused = 0;
  SteadyNs since = 0;
  for (const TraceEvent& event : trace.events) {
    if (event.kind == TraceEvent::Kind::kPaused) since = event.at;
    if (event.kind == TraceEvent::Kind::kResumed) paused += event.at - since;
  }
  return static_cast<double>(trace.events.back().at - paused) / 1e9;
}

}  // namespace

TimeLeftRecord Score::play(const Trace& trace, const TimeLeftPrior& prior) {
  TimeLeft time_left;
  TimeLeftDiary diary;
  Tqdm tqdm;
  Indicatif indicatif;
  time_left.set_workers(trace.workers);
  time_left.set_prior(prior);
  time_left.set_earlier_part(trace.cost_before, trace.seconds_before, trace.done_before);
  time_left.begin(0);
  time_left.expect(trace.cost, trace.photos);
  const double length = active_length(trace);
  int moment = 0;
  SteadyNs paused = 0;
  SteadyNs paused_at = 0;
  double cost_done = 0;
  double newest_commit = 0;
  for (std::size_t i = 0; i < trace.events.size();) {
    const TraceEvent& event = trace.events[i];
    if (event.kind == TraceEvent::Kind::kResumed) paused += event.at - paused_at;
    const double active = static_cast<double>(event.at - paused) / 1e9;
    for (; moment < kMoments; ++moment) {
      const double at = length * (kFirstPart + (1 - kFirstPart) * (moment + 0.5) / kMoments);
      if (at >= active) break;
      const double truth = length - at;
      const auto range = time_left.left(static_cast<SteadyNs>(at * 1e9) + paused);
      if (!range) continue;
      under_p50_ += truth <= range->p50 ? 1 : 0;
      under_p90_ += truth <= range->p90 ? 1 : 0;
      ranges_.push_back((range->p90 - range->p50) / truth);
      errors_.push_back(std::abs(range->p50 - truth) / truth);
      // A resumed run's bar begins where the earlier one ended; only what follows has a speed.
      tqdm_errors_.push_back(std::abs(tqdm.left(trace.photos, at) - truth) / truth);
      const double knowing = (trace.cost - cost_done) / trace.true_speed - (at - newest_commit);
      if (trace.true_speed > 0) knowing_errors_.push_back(std::abs(knowing - truth) / truth);
      indicatif_errors_.push_back(std::abs(indicatif.left(trace.photos, at) - truth) / truth);
    }
    newest_commit = active;
    if (event.kind == TraceEvent::Kind::kPaused) {
      time_left.pause(event.at);
      paused_at = event.at;
      ++i;
      continue;
    }
    if (event.kind == TraceEvent::Kind::kResumed) {
      time_left.resume(event.at);
      ++i;
      continue;
    }
    double items = 0;
    for (; i < trace.events.size() && trace.events[i].at == event.at &&
           trace.events[i].kind == TraceEvent::Kind::kCommitted;
         ++i) {
      time_left.committed(trace.events[i].cost, trace.events[i].worker_seconds, event.at);
      cost_done += trace.events[i].cost;
      items += 1;
    }
    tqdm.update(items, active);
    indicatif.update(items, active);
    diary.note(time_left, cost_done / trace.cost, event.at);
  }
  return diary.close(time_left, trace.events.back().at);
}

Score::Summary Score::summary() const {
  const auto all = static_cast<double>(std::max<std::size_t>(1, errors_.size()));
  return {.moments = errors_.size(),
          .under_p50 = static_cast<double>(under_p50_) / all,
          .under_p90 = static_cast<double>(under_p90_) / all,
          .range = median(ranges_),
          .error = median(errors_),
          .tqdm_error = median(tqdm_errors_),
          .indicatif_error = median(indicatif_errors_),
          .knowing_error = median(knowing_errors_)};
}

}  // namespace photosieve
