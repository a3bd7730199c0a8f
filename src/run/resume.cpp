// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/resume.h"

#include <fmt/format.h>

#include "base/text.h"
#include "record/staging.h"
#include "run/owner.h"

namespace photosieve {
namespace {

// The session as it is: one that says it runs, but that nobody runs, was interrupted.
Session as_it_is(Session session, const std::string& runtime) {
  if (session.status == SessionStatus::kRunning && !is_owned(runtime, session.id))
    session.status = SessionStatus::kInterrupted;
  return session;
}

}  // namespace

Result<std::optional<Session>> find_interrupted(Store& store, const std::string& runtime,
                                                const std::string& input,
                                                const std::string& output) {
  PS_TRY(std::optional<Session> newest, store.newest_session(input, output));
  if (!newest || ended(newest->status)) return std::optional<Session>{};
  if (is_owned(runtime, newest->id))
    return fail(ErrorKind::kTaken,
                fmt::format("session {} over these folders is running now; `photosieve show {}` "
                            "shows it, `photosieve cancel {}` ends it",
                            newest->id, newest->id, newest->id));
  if (newest->status != SessionStatus::kPaused) newest->status = SessionStatus::kInterrupted;
  return newest;
}

Result<> take_up(Store& store, Session& session, const RunSettings& now, bool paused) {
  if (!session.total_images) {
    PS_TRY_VOID(store.clear_scan(session.id));
    session.skipped = 0;
  }
  session.status = paused ? SessionStatus::kPaused : SessionStatus::kInterrupted;
  session.settings.workers = now.workers;
  session.settings.batch_size = now.batch_size;
  return store.save_session(session);
}

Result<> abandon(Store& store, Session& session, WallMs now) {
  session.status = SessionStatus::kCancelled;
  session.ended_at = now;
  return store.save_session(session);
}

Result<> clear_ended(Store& store, int output) {
  for (const std::string& id : Staging::sessions_in(output)) {
    // Of a session that this store does not know nothing is touched: another's database does.
    PS_TRY(const std::optional<Session> session, store.session(id));
    if (session && ended(session->status)) Staging::remove(output, id);
  }
  return {};
}

Result<std::vector<Session>> sessions_as_they_are(Store& store, const std::string& runtime) {
  PS_TRY(std::vector<Session> sessions, store.sessions());
  for (Session& session : sessions) session = as_it_is(std::move(session), runtime);
  return sessions;
}

Result<Session> find_session(Store& store, const std::string& runtime, const std::string& meant) {
  PS_TRY(const std::vector<Session> sessions, sessions_as_they_are(store, runtime));
  if (sessions.empty())
    return fail(ErrorKind::kUsage,
                "there are no sessions yet; `photosieve process FOLDER` makes one");
  if (meant == "last") return sessions.front();
  const Session* found = nullptr;
  for (const Session& session : sessions) {
    if (session.id == meant) return session;
    if (!session.id.starts_with(meant)) continue;
    if (found != nullptr)
      return fail(ErrorKind::kUsage, fmt::format("{} is the beginning of several sessions; write "
                                                 "more of it",
                                                 printable(meant)));
    found = &session;
  }
  if (found == nullptr)
    return fail(
        ErrorKind::kUsage,
        fmt::format("there is no session {}; `photosieve sessions` lists them", printable(meant)));
  return *found;
}

}  // namespace photosieve
