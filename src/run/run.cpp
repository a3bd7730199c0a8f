// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include <poll.h>

#include <optional>
#include <utility>

#include "base/spill_file.h"
#include "host/processors.h"
#include "run/opened_session.h"
#include "run/session_driver.h"

namespace photosieve {
namespace {

// As many as the person wants and, where other sessions run beside it, as are this one's part.
std::uint32_t first_workers(const RunRequest& request, const RunSettings& settings) {
  if (request.orders != nullptr && request.orders->share() != 0) return request.orders->share();
  return settings.workers != 0 ? settings.workers : usable_processors();
}

// While a run begins there is no session yet that could be told to wait: a server that is restarted
// just then gets some ten seconds. Who stops the run stops the waiting.
bool wait_while_beginning(int stop_fd, unsigned tries) {
  constexpr unsigned kMostTries = 7;
  constexpr int kFirstWaitMs = 100;
  if (tries >= kMostTries) return false;
  pollfd stop{stop_fd, POLLIN, 0};
  return ::poll(&stop, stop_fd >= 0 ? 1 : 0, kFirstWaitMs << tries) <= 0;
}

}  // namespace

Result<RunOutcome> run_session(const RunRequest& request, Store& store, Hub& hub,
                               const Clock& clock) {
  // Folders, profile, owner, locks: new, or an interrupted session that is taken up.
  store.when_away([fd = request.stop_fd](const Error&, unsigned tries) {
    return wait_while_beginning(fd, tries);
  });
  Result<Opened> opening = open_session(request, store, clock);
  store.when_away({});
  PS_TRY(Opened found, std::move(opening));
  if (!found.session) return RunOutcome{*found.nowhere, false, true};
  OpenedSession& opened = *found.session;
  if (request.known) request.known(opened.session);

  // From here on the session runs; it is steered by the control socket and by orders.
  std::optional<HostWatch> own_use;
  if (request.use == nullptr) own_use.emplace(clock);
  DriverParts parts{.store = store,
                    .hub = hub,
                    .clock = clock,
                    .input = opened.input.get(),
                    .output = opened.output ? &*opened.output : nullptr,
                    .control = std::move(opened.control),
                    .use = request.use != nullptr ? *request.use : *own_use,
                    .worker_binary = request.worker_binary,
                    .orders = request.orders,
                    .paused = request.paused,
                    .redo = request.redo,
                    .started = request.started,
                    .changed = request.changed,
                    .stop_fd = request.stop_fd,
                    .progress_interval_seconds = request.progress_interval_seconds,
                    .spill_folder = request.spill_folder};
  if (parts.spill_folder.empty()) parts.spill_folder = spill_folder();
  const std::uint32_t workers = first_workers(request, opened.session.settings);
  SessionDriver driver(opened.session, opened.profile, workers, std::move(parts));
  if (opened.session.total_images) PS_TRY_VOID(driver.restore());
  PS_TRY(DriverResult result, driver.run());
  if (opened.output && ended(result.session.status)) opened.output->clear();
  return RunOutcome{std::move(result.session), result.any_unreadable, false};
}

}  // namespace photosieve
