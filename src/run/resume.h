// Resuming: finding a session that was interrupted, and taking it up.
//
// A session that the store calls running, but that no process owns, was interrupted by a crash: it
// is called so now. One that is paused stays paused, owned or not, until it is resumed.
// Errors   the store's; kTaken when the session is being run now.
// Threads  the store's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace photosieve {

// The newest session over these folders, if it was interrupted, or is paused and nobody's.
[[nodiscard]] Result<std::optional<Session>> find_interrupted(Store& store,
                                                              const std::string& runtime,
                                                              const std::string& input,
                                                              const std::string& output);

// Makes an interrupted or paused session ready to go on: a scan that did not end is forgotten;
// profile and mode stay as they were, workers and batch size are as asked now.
[[nodiscard]] Result<> take_up(Store& store, Session& session, const RunSettings& now, bool paused);

// A person chose to start anew: the interrupted session is cancelled.
[[nodiscard]] Result<> abandon(Store& store, Session& session, WallMs now);

// Removes what ended sessions left staged in an output folder (one was killed after its end was
// stored, or was abandoned). Only for who holds the output's lock.
[[nodiscard]] Result<> clear_ended(Store& store, int output);

// All sessions, newest first; those whose process died are called interrupted.
[[nodiscard]] Result<std::vector<Session>> sessions_as_they_are(Store& store,
                                                                const std::string& runtime);

// The session that a person means by an id, the beginning of one id, or "last".
[[nodiscard]] Result<Session> find_session(Store& store, const std::string& runtime,
                                           const std::string& meant);

}  // namespace photosieve
