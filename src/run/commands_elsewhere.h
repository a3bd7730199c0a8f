// Commands for sessions that do not run in this process: to the one that runs them, by its control
// socket, or, where nobody runs them, to what is stored.
//
// Errors   the contract's codes: unknown_session, wrong_state with what to do, internal.
// Threads  one a store; blocks, on a control socket two minutes at most, or until `stop_fd` is
//          readable.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "publish/hub.h"
#include "run/control.h"
#include "run/session_host.h"

namespace photosieve {

struct Elsewhere {
  Store& store;
  Hub& hub;
  const Clock& clock;
  int stop_fd = -1;
};

// The session as it is: one that says it runs and that nobody runs is interrupted.
[[nodiscard]] Asked<Session> find_anywhere(Store& store, const std::string& id);

// What became of it. Resuming what nobody runs is the caller's: `to_resume` is set then, and the
// session given as it is.
[[nodiscard]] Asked<Session> command_elsewhere(const Elsewhere& in, const std::string& id,
                                               const ControlRequest& request, bool& to_resume);

}  // namespace photosieve
