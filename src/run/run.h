// run_session(): the main job, from a folder to approved copies, recorded and told.
//
// The flow is the list in run.cpp: read that first. Runs a new session, or goes on with an
// interrupted one over the same folders.
// Errors   those of open_session(); nothing was made then; kFatal when the store gives up on the
//          way. A run that was interrupted or failed is no error: its session
//          says so.
// Threads  blocks the calling thread until the session is over; the store is that thread's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "model/profile.h"
#include "model/session.h"
#include "publish/hub.h"
#include "run/command.h"
#include "store/store.h"

namespace photosieve {

class OrderBox;
class HostWatch;

enum class Going : std::uint8_t { kOn, kAnew, kNowhere };  // with an interrupted session

struct RunRequest {
  std::string input;   // as the person wrote it
  std::string output;  // "": the input's name with _processed, beside it
  std::string name;    // "": the input folder's name
  RunSettings settings;
  // What to do with an interrupted session over the same folders.
  std::function<Going(const Session&)> interrupted;
  std::string worker_binary = "/proc/self/exe";
  int stop_fd = -1;  // readable: end cleanly, to be resumed
  double progress_interval_seconds = 1.0;
  std::string spill_folder;  // for temporary files of any size; "": spill_folder()
  std::string session_id;    // not "": go on with exactly this session
  bool paused = false;       // and leave it paused until it is resumed
  bool redo = false;         // and judge the last batch of its results again

  // For who runs several sessions beside one another:
  OrderBox* orders = nullptr;  // what other threads want of it, and its part of the workers
  HostWatch* use = nullptr;    // what all sessions take together
  // Told once the session is known and owned, before anything is told about it.
  std::function<void(const Session&)> known;
  SessionDone started;  // answered when it runs (or is over) and that is stored; not on an Error
  std::function<void(const Session&)> changed;  // told when its status was stored
};

struct RunOutcome {
  Session session;
  bool any_unreadable = false;  // some photos could not be read
  bool nowhere = false;         // the person chose neither to go on nor to start anew
};

[[nodiscard]] Result<RunOutcome> run_session(const RunRequest& request, Store& store, Hub& hub,
                                             const Clock& clock);

// The absolute path of an existing folder, links resolved; kUsage with what to do.
[[nodiscard]] Result<std::string> real_folder(const std::string& path);

}  // namespace photosieve
