// open_session(): all that must hold before a session runs: folders, profile, owner, output lock.
//
// A session is new, or an interrupted one that is taken up. Everything a person can have got wrong
// is looked at before anything is made. What is opened is held until the value goes: the session's
// lock, the output's lock, the control socket.
// Errors   kUsage for what the person must change, kTaken when another process or session has the
//          session, the folders or the output now, kFatal when store or machine give up.
// Threads  one: the one that will run the session.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "model/profile.h"
#include "record/output_folder.h"
#include "run/control.h"
#include "run/owner.h"
#include "run/run.h"

namespace photosieve {

struct OpenedSession {
  Session session;
  Profile profile;
  UniqueFd input;
  std::optional<OutputFolder> output;  // nothing when nothing is copied
  SessionOwner owner;
  ControlServer control;
};

// Nothing: the person chose neither to go on with `nowhere` nor to start anew.
struct Opened {
  std::optional<OpenedSession> session;
  std::optional<Session> nowhere;
};

[[nodiscard]] Result<Opened> open_session(const RunRequest& request, Store& store,
                                          const Clock& clock);

// The absolute path of a folder that need not exist yet: its nearest existing part resolved.
[[nodiscard]] Result<std::string> absolute_folder(const std::string& path);

}  // namespace photosieve
