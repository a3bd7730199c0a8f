// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/commands_elsewhere.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "base/text.h"
#include "run/owner.h"
#include "run/resume.h"

namespace photosieve {
namespace {

constexpr int kAnswerSeconds = 120;  // a pause waits for the photos in flight
constexpr int kMostTries = 40;
constexpr auto kBetweenTries = std::chrono::milliseconds(50);

tl::unexpected<CommandError> refused(CommandCode code, std::string message) {
  return tl::unexpected(CommandError{code, std::move(message)});
}

tl::unexpected<CommandError> failed(const Error& error) {
  return tl::unexpected(command_error(error));
}

// Nothing: nobody listens there. Whoever writes down that a session's process has died holds its
// lock for a moment, and does not.
std::optional<Asked<Session>> ask_its_owner(const Elsewhere& in, const std::string& runtime,
                                            const Session& session, const ControlRequest& request,
                                            bool last_try) {
  const auto answer = ask(control_path(runtime, session.id), request, kAnswerSeconds, in.stop_fd);
  if (!answer && answer.error().kind == ErrorKind::kUsage && !last_try) return std::nullopt;
  if (!answer)
    return refused(CommandCode::kInternal,
                   fmt::format("Session {}: {}; try again", session.id, answer.error().message));
  if ((*answer)["ok"] == true) return find_anywhere(in.store, session.id);
  const auto error = answer->find("error");
  if (error == answer->end() || !error->is_object())
    return refused(CommandCode::kInternal, "the session's process gave no sensible answer");
  return refused(command_code_from(error->value("code", "")).value_or(CommandCode::kInternal),
                 error->value("message", "refused"));
}

void apply(const SettingsChange& change, RunSettings& settings) {
  if (change.workers) settings.workers = *change.workers;
  if (change.batch_size) settings.batch_size = *change.batch_size;
  if (change.percentage_milestones) settings.percentage_milestones = *change.percentage_milestones;
  if (change.count_milestones) settings.count_milestones = *change.count_milestones;
  if (change.hour_milestones) settings.hour_milestones = *change.hour_milestones;
}

// Nobody runs it: who holds its lock may change what is stored of it.
template <class Change>
Asked<Session> change_stored(const Elsewhere& in, const std::string& runtime, const std::string& id,
                             Change change) {
  const auto owner = SessionOwner::claim(runtime, id);
  if (!owner) return failed(owner.error());
  auto session = find_anywhere(in.store, id);
  if (!session) return session;
  if (ended(session->status))
    return refused(CommandCode::kWrongState,
                   fmt::format("The session is {} already", name(session->status)));
  change(*session);
  if (const auto saved = in.store.save_session(*session); !saved) return failed(saved.error());
  in.hub.publish(SessionChanged{*session});
  return session;
}

Asked<Session> command_stored(const Elsewhere& in, const std::string& runtime,
                              const Session& session, const ControlRequest& request,
                              bool& to_resume) {
  switch (request.command) {
    case ControlCommand::kStatus:
      return session;
    case ControlCommand::kPause:
      if (session.status == SessionStatus::kPaused) return session;
      return refused(CommandCode::kWrongState,
                     fmt::format("The session is {}: there is nothing to pause; resume it first",
                                 name(session.status)));
    case ControlCommand::kResume:
      to_resume = true;
      return session;
    case ControlCommand::kCancel: {
      auto cancelled = change_stored(in, runtime, session.id, [&](Session& one) {
        one.status = SessionStatus::kCancelled;
        one.ended_at = in.clock.wall();
      });
      if (cancelled)
        in.hub.publish(ProcessingCancelled{session.id, "Cancelled; what was decided stays recorded",
                                           cancelled->ended_at.value_or(0)});
      return cancelled;
    }
    case ControlCommand::kChange:
      return change_stored(in, runtime, session.id,
                           [&](Session& one) { apply(request.change, one.settings); });
    case ControlCommand::kRetry:
      break;
  }
  return refused(CommandCode::kWrongState,
                 fmt::format("The session is {}: resume it, then ask for the photo again",
                             name(session.status)));
}

const char* why_not_when_ended(ControlCommand command) {
  switch (command) {
    case ControlCommand::kRetry:
      return "its photos were compared with one another; start a new session to judge them again";
    case ControlCommand::kResume:
      return "it cannot go on; start a new session over the folder";
    default:
      return "nothing can be changed any more";
  }
}

}  // namespace

Asked<Session> find_anywhere(Store& store, const std::string& id) {
  auto session = store.session(id);
  if (!session) return failed(session.error());
  if (!*session)
    return refused(CommandCode::kUnknownSession,
                   fmt::format("There is no session {}; the list of sessions says which there are",
                               printable(id)));
  const auto runtime = runtime_folder();
  if (!runtime) return failed(runtime.error());
  Session& found = **session;
  if (found.status == SessionStatus::kRunning && !is_owned(*runtime, id))
    found.status = SessionStatus::kInterrupted;
  return found;
}

namespace {

// Refused when it is over, unless only its status is asked.
Asked<Session> find_unended(Store& store, const std::string& id, ControlCommand command) {
  auto session = find_anywhere(store, id);
  if (session && command != ControlCommand::kStatus && ended(session->status))
    return refused(
        CommandCode::kWrongState,
        fmt::format("The session is {}: {}", name(session->status), why_not_when_ended(command)));
  return session;
}

}  // namespace

Asked<Session> command_elsewhere(const Elsewhere& in, const std::string& id,
                                 const ControlRequest& request, bool& to_resume) {
  to_resume = false;
  auto session = find_unended(in.store, id, request.command);
  if (!session || request.command == ControlCommand::kStatus) return session;
  const auto runtime = runtime_folder();
  if (!runtime) return failed(runtime.error());
  for (int tries = 1; is_owned(*runtime, id); ++tries) {
    auto answer = ask_its_owner(in, *runtime, *session, request, tries == kMostTries);
    if (answer) return std::move(*answer);
    std::this_thread::sleep_for(kBetweenTries);
  }
  session = find_unended(in.store, id, request.command);  // as it is by now
  if (!session) return session;
  return command_stored(in, *runtime, *session, request, to_resume);
}

}  // namespace photosieve
