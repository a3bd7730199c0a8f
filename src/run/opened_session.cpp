// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/opened_session.h"

#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "base/uuid.h"
#include "run/resume.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

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

// The session that the request goes on with: the one it names, or the newest over its folders.
Result<std::optional<Session>> earlier_session(const RunRequest& request, Store& store,
                                               const std::string& runtime, const std::string& input,
                                               const std::string& output) {
  if (request.session_id.empty()) return find_interrupted(store, runtime, input, output);
  PS_TRY(std::optional<Session> session, store.session(request.session_id));
  if (!session)
    return fail(ErrorKind::kUsage,
                fmt::format("there is no session {}", printable(request.session_id)));
  if (ended(session->status))
    return fail(ErrorKind::kTaken, fmt::format("session {} is {}: it cannot go on", session->id,
                                               name(session->status)));
  return session;
}

}  // namespace

Result<std::string> absolute_folder(const std::string& path) {
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

Result<std::string> real_folder(const std::string& path) {
  PS_TRY([[maybe_unused]] const UniqueFd folder, open_folder(path));
  return absolute_folder(path);
}

Result<Opened> open_session(const RunRequest& request, Store& store, const Clock& clock) {
  PS_TRY(Profile profile, load_profile(request.settings.profile));
  PS_TRY(const std::string input, real_folder(request.input));
  PS_TRY(UniqueFd input_folder, open_folder(input));
  PS_TRY(const std::string output,
         absolute_folder(request.output.empty() ? default_output(input) : request.output));
  PS_TRY(const std::string runtime, runtime_folder());

  // An earlier run over the same folders may be alive, or have been interrupted.
  PS_TRY(std::optional<Session> earlier, earlier_session(request, store, runtime, input, output));
  std::optional<Session> abandoned;
  if (earlier && request.session_id.empty()) {
    const Going going = request.interrupted(*earlier);
    if (going == Going::kNowhere) return Opened{std::nullopt, *earlier};
    if (going == Going::kAnew) abandoned = std::exchange(earlier, std::nullopt);
  }

  // The output is checked and locked, and the session has one owner: this process.
  const RunSettings& settings = earlier ? earlier->settings : request.settings;
  std::optional<OutputFolder> output_folder;
  if (settings.copy) {
    PS_TRY(output_folder, OutputFolder::open(input_folder.get(), output));
  }
  if (abandoned) PS_TRY_VOID(abandon(store, *abandoned, clock.wall()));
  if (output_folder) PS_TRY_VOID(clear_ended(store, output_folder->fd()));
  Session session = earlier ? *earlier : new_session(request, input, output, clock);
  PS_TRY(SessionOwner owner, SessionOwner::claim(runtime, session.id));
  if (earlier) {
    PS_TRY_VOID(take_up(store, session, request.settings, request.paused));
    PS_TRY(profile, store.profile(session.id));
  } else {
    PS_TRY_VOID(store.create_session(session, profile));
  }
  PS_TRY(ControlServer control, ControlServer::listen(control_path(runtime, session.id)));
  return Opened{OpenedSession{std::move(session), std::move(profile), std::move(input_folder),
                              std::move(output_folder), std::move(owner), std::move(control)},
                std::nullopt};
}

}  // namespace photosieve
