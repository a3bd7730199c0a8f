// How fast a session goes, as its driver tells it and keeps it for later runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>

#include "base/log.h"
#include "host/machine_name.h"
#include "publish/pace_watch.h"
#include "publish/time_left_history.h"
#include "run/session_driver.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kEarlierRuns = 20;
constexpr double kShortestLesson = 20;  // seconds of processing; of shorter runs the start is most
constexpr double kBytesInMb = 1024.0 * 1024.0;

// Runs that are alike: those of one machine in one mode.
std::string kind_of(const Session& session) {
  return fmt::format("{} {}", machine_name(), name(session.settings.mode));
}

}  // namespace

void SessionDriver::learn_from_earlier_runs() {
  const auto records = parts_.store.time_left_records(kind_of(core_.session()), kEarlierRuns);
  if (!records) return log_warning(records.error().message);  // the time left does without
  core_.set_prior(prior_of(*records));
}

void SessionDriver::teach_later_runs() {
  const Session& session = core_.session();
  const auto& record = core_.time_left_record();
  if (session.status != SessionStatus::kComplete || !record || record->count == 0) return;
  if (core_.time_left().active_seconds(now().steady) < kShortestLesson) return;
  const auto saved = parts_.store.save_time_left(session.id, kind_of(session), now().wall, *record);
  if (!saved) log_warning(saved.error().message);  // the run is complete and stored without it
}

void SessionDriver::tell_of_pace(SteadyNs time) {
  const TimeLeft& time_left = core_.time_left();
  if (const auto silence = stall_.silence(core_.oldest_photo(), core_.committed().processed,
                                          stall_patience(time_left), time))
    parts_.hub.publish(
        ProcessingStalled{core_.session().id, core_.oldest_photo(), *silence, now().wall});

  const auto slower = slower_than_past(time_left);
  if (!slower || told_slow_ || time_left.done()) return;
  told_slow_ = true;
  const double usual = time_left.prior().cost_a_second / kBytesInMb;
  decide({.session_id = core_.session().id,
          .what = "slower_than_past",
          .from = usual,
          .to = usual * (1 - *slower / 100),
          .reason = fmt::format("{:.0f} % slower than earlier runs on this machine (in MB of "
                                "photos a second), for two minutes",
                                *slower),
          .timestamp = now().wall});
}

// Stored, then told.
void SessionDriver::decide(TunerDecision decision) {
  if (const auto stored = parts_.store.add_decision(decision); !stored)
    return store_failed(stored.error());
  parts_.hub.publish(std::move(decision));
}

}  // namespace photosieve
