// `watch`: the console view of a session that runs elsewhere, from what is stored of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "base/stop_signal.h"
#include "cli/commands.h"
#include "console/run_watcher.h"
#include "publish/session_events.h"
#include "run/owner.h"
#include "run/resume.h"

namespace photosieve {
namespace {

constexpr int kBetweenLooksMs = 500;

// Shows what is new since `before`.
void show(RunWatcher& watcher, const Session& session, const Session& before, bool first,
          const Clock& clock) {
  const auto tell = [&](const Event& event) { watcher.show(event, clock.steady()); };
  if (first || session.stage != before.stage)
    tell(StageChange{session.id, session.stage, std::string(name(session.stage)), clock.wall()});
  tell(progress_of(session));
  if (first || session.status == before.status) return;
  if (session.status == SessionStatus::kPaused) tell(ProcessingPaused{session.id, clock.wall()});
  if (session.status == SessionStatus::kRunning) tell(ProcessingResumed{session.id, clock.wall()});
}

}  // namespace

Result<int> run_watch(const WatchOptions& options, const std::string& database) {
  PS_TRY(const std::unique_ptr<Store> store, open_store(database));
  PS_TRY(const std::string runtime, runtime_folder());
  PS_TRY(Session session, find_session(*store, runtime, options.session));
  RunWatcher watcher(options.view, STDERR_FILENO, STDOUT_FILENO);
  const SystemClock clock;
  const StopSignal stop;
  Session before = session;
  for (bool first = true; stop.count() == 0; first = false) {
    show(watcher, session, before, first, clock);
    const bool alive =
        session.status == SessionStatus::kRunning || session.status == SessionStatus::kPaused;
    if (!alive) break;
    pollfd wait{stop.fd(), POLLIN, 0};
    (void)::poll(&wait, 1, kBetweenLooksMs);
    before = session;
    PS_TRY(session, find_session(*store, runtime, session.id));
  }
  watcher.clear();
  if (const auto ending = ending_of(session)) watcher.show(*ending, clock.steady());
  watcher.note(fmt::format("session {} is {}", session.id, name(session.status)));
  return kExitDone;
}

}  // namespace photosieve
