// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "base/uuid.h"
#include "host/process_use.h"
#include "record/output_folder.h"
#include "run/owner.h"
#include "run/resume.h"
#include "run/session_driver.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

// An absolute path for a folder that need not exist yet: its nearest existing part resolved.
Result<std::string> absolute(const std::string& path) {
  std::string head = path;
  std::string tail;
  while (true) {
    char resolved[PATH_MAX];
    if (::realpath(head.empty() ? "." : head.c_str(), resolved) != nullptr)
      return (std::string(resolved) == "/" ? "" : std::string(resolved)) + tail;
    if (errno != ENOENT)
      return fail(ErrorKind::kUsage,
                  fmt::format("{}: {}", printable(path), std::generic_category().message(errno)));
    const std::size_t end = head.find_last_not_of('/');
    head.resize(end == std::string::npos ? 0 : end + 1);
    const std::size_t slash = head.rfind('/');
    const std::string part = slash == std::string::npos ? head : head.substr(slash + 1);
    if (part == "..")
      return fail(ErrorKind::kUsage,
                  fmt::format("{} leads through a folder that is not there", printable(path)));
    if (part != ".") tail = "/" + part + tail;
    head = slash == std::string::npos ? "" : slash == 0 ? "/" : head.substr(0, slash);
  }
}

std::string name_of(const std::string& folder) {
  const std::string name = folder.substr(folder.rfind('/') + 1);
  return to_valid_utf8(name.empty() ? "/" : name);
}

Session new_session(const RunRequest& request, const std::string& input, const std::string& output,
                    const Clock& clock) {
  Session session;
  session.created_at = clock.wall();
  session.id = uuid_v7(session.created_at);
  session.name = request.name.empty() ? name_of(input) : to_valid_utf8(request.name);
  session.input_folder = input;
  session.output_folder = output;
  session.settings = request.settings;
  return session;
}

}  // namespace

Result<std::string> real_folder(const std::string& path) {
  PS_TRY([[maybe_unused]] const UniqueFd folder, open_folder(path));
  return absolute(path);
}

Result<RunOutcome> run_session(const RunRequest& request, Store& store, Hub& hub,
                               const Clock& clock) {
  // Everything a person can have got wrong is looked at before anything is made.
  PS_TRY(Profile profile, load_profile(request.settings.profile));
  PS_TRY(const std::string input, real_folder(request.input));
  PS_TRY(const UniqueFd input_folder, open_folder(input));
  PS_TRY(const std::string output,
         absolute(request.output.empty() ? default_output(input) : request.output));
  PS_TRY(const std::string runtime, runtime_folder());

  // An earlier run over the same folders may be alive, or have been interrupted.
  PS_TRY(std::optional<Session> earlier, find_interrupted(store, runtime, input, output));
  std::optional<Session> abandoned;
  if (earlier) {
    const Going going = request.interrupted(*earlier);
    if (going == Going::kNowhere) return RunOutcome{*earlier, false, true};
    if (going == Going::kAnew) abandoned = std::exchange(earlier, std::nullopt);
  }

  // The output is checked and locked, and the session has one owner: this process.
  std::optional<OutputFolder> output_folder;
  if (request.settings.copy) {
    PS_TRY(output_folder, OutputFolder::open(input_folder.get(), output));
  }
  if (abandoned) PS_TRY_VOID(abandon(store, *abandoned, clock.wall()));
  if (output_folder) PS_TRY_VOID(clear_ended(store, output_folder->fd()));
  Session session = earlier ? *earlier : new_session(request, input, output, clock);
  PS_TRY(const SessionOwner owner, SessionOwner::claim(runtime, session.id));
  if (earlier) {
    PS_TRY_VOID(take_up(store, session, request.settings));
    PS_TRY(profile, store.profile(session.id));
  } else {
    PS_TRY_VOID(store.create_session(session, profile));
  }
  PS_TRY(ControlServer control, ControlServer::listen(control_path(runtime, session.id)));
  if (request.started) request.started(session);

  // From here on the session runs; pause, resume and cancel come in by the control socket.
  const std::uint32_t workers =
      session.settings.workers != 0 ? session.settings.workers : usable_processors();
  DriverParts parts{.store = store,
                    .hub = hub,
                    .clock = clock,
                    .input = input_folder.get(),
                    .output = output_folder ? &*output_folder : nullptr,
                    .control = std::move(control),
                    .worker_binary = request.worker_binary,
                    .stop_fd = request.stop_fd,
                    .progress_interval_seconds = request.progress_interval_seconds};
  SessionDriver driver(session, profile, workers, std::move(parts));
  if (session.total_images) PS_TRY_VOID(driver.restore());
  PS_TRY(DriverResult result, driver.run());
  if (output_folder && result.session.status != SessionStatus::kInterrupted) output_folder->clear();
  return RunOutcome{std::move(result.session), result.any_unreadable, false};
}

}  // namespace photosieve
