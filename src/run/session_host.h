// SessionHost: the sessions that this process runs, several at once.
//
// Each session runs on a thread of its own with a store connection of its own. The allowed workers
// are shared fairly: each active session gets its part, at least one; a paused one none.
// What other programs own is reached by its control socket; what nobody owns any more is taken
// over here when it is resumed.
// Errors   CommandError: a code of the contract and a sentence that says what to do.
// Threads  every method may be called from any thread and returns soon, but for stop(), which
//          waits for the sessions' ends. `done` runs on a session's or a helper thread, once, and
//          must not block.
// Lifetime hub and clock must outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "host/host_sample.h"
#include "model/session.h"
#include "publish/hub.h"
#include "run/command.h"
#include "run/run.h"
#include "store/store.h"

namespace photosieve {

struct StartRequest {
  std::string input;   // a folder, as the person wrote it
  std::string output;  // "": the input's name with _processed, beside it
  std::string name;    // "": the input folder's name
  RunSettings settings;
  // Over folders whose newest session is interrupted: false refuses (kWrongState, with its id),
  // true cancels that one and begins anew.
  bool anew = false;
};

// What start() would do.
struct DryRun {
  std::uint32_t photos = 0;
  std::uint64_t bytes = 0;  // of all photos
  std::vector<SkippedCount> skipped;
  std::string input;                   // as they would be: absolute
  std::string output;                  // "" when nothing is copied
  std::uint64_t free_bytes = 0;        // on the output's filesystem
  std::uint64_t needed_bytes = 0;      // were all photos approved; what is there already left out
  std::vector<std::string> conflicts;  // sentences: what stands in the way
  bool could_start = false;
};

struct HostOptions {
  std::string database;
  std::uint32_t workers = 0;  // of all sessions together; 0: the processors this process may use
  std::string worker_binary = "/proc/self/exe";
  double progress_interval_seconds = 1.0;
  // Told of each session that is complete, on its own thread, before the host forgets it.
  std::function<void(Store&, const Session&)> complete;
};

class SessionHost {
 public:
  SessionHost(Hub& hub, const Clock& clock, HostOptions options);
  ~SessionHost();  // stop()
  SessionHost(const SessionHost&) = delete;
  SessionHost& operator=(const SessionHost&) = delete;

  // Takes the paused sessions that nobody owns: they stay paused and can be resumed, cancelled.
  [[nodiscard]] Result<> adopt();

  // Done when the session is stored, owned and runs.
  void start(StartRequest request, SessionDone done);
  // As run_session() does it, with the request's own choices: for a command line that shows its run
  // on a server. `ended` is called once, on the session's thread.
  using Ended = std::function<void(Result<RunOutcome>)>;
  void run(RunRequest request, SessionDone started, Ended ended);
  void dry_run(StartRequest request, std::function<void(Asked<DryRun>)> done);
  // Done when in effect and stored. A session of another live process is reached by its control
  // socket; resuming an interrupted one runs it here.
  void command(const std::string& id, SessionCommand command, SessionDone done);
  // Resumes an interrupted session and judges the last batch of its results again: as many as a
  // batch has. kWrongState for one that was not interrupted.
  void resume_and_redo(const std::string& id, const SessionDone& done);
  void change(const std::string& id, SettingsChange change, SessionDone done);
  // Judges photo n again; kWrongState with the reason where that cannot be.
  void retry(const std::string& id, std::uint32_t n, SessionDone done);
  // A JPEG, at most `width` wide.
  void thumbnail(std::string id, std::uint32_t n, std::uint32_t width,
                 std::function<void(Asked<std::vector<std::uint8_t>>)> done);

  // All sessions end cleanly and are joined: running ones become interrupted, paused ones stay
  // paused. Nothing is taken on afterwards (kNotAllowed).
  void stop();
  // What the machine and the program do now; and the workers of all sessions.
  [[nodiscard]] std::shared_ptr<const HostSample> host_sample() const;
  [[nodiscard]] std::uint32_t workers() const;
  [[nodiscard]] bool idle() const;  // no session runs here and nothing is being done

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photosieve
