// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/services.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "run/owner.h"

namespace photosieve {

void read(const Services& services, const CallPtr& call, Work work) {
  const bool taken = services.readers.post([call, work = std::move(work)](Store& store) {
    auto response = work(store);
    if (response)
      call->answer(*std::move(response));
    else
      call->refuse(response.error());
  });
  if (!taken) call->refuse(busy());
}

Problem busy() {
  return too_often("Too much is being asked at once; ask again in a moment.", 1);
}

Problem too_often(std::string detail, int seconds) {
  return {429, "too_many_requests", std::move(detail), {{"Retry-After", std::to_string(seconds)}}};
}

net::HttpResponse json_response(const net::Json& body, int status, net::HttpHeaders headers) {
  headers.emplace_back("Content-Type", "application/json");
  return {status, std::move(headers), net::dump_json(body)};
}

Session as_it_is_now(const Services& services, Session session) {
  const bool alive =
      session.status == SessionStatus::kRunning || session.status == SessionStatus::kPaused;
  if (!alive) return session;
  if (!is_owned(services.runtime, session.id)) {
    // A paused session stays paused until it is resumed, whoever ended meanwhile.
    if (session.status == SessionStatus::kRunning) session.status = SessionStatus::kInterrupted;
    return session;
  }
  if (const auto latest = services.hub.latest(session.id))
    session.elapsed_seconds = std::max(session.elapsed_seconds, latest->elapsed_time);
  return session;
}

Served<Session> session_now(const Services& services, Store& store, const std::string& id) {
  PS_TRY(auto found, served(store.session(id)));
  if (!found) return unknown_session(id);
  return as_it_is_now(services, *std::move(found));
}

Served<Session> must_be_inside(const Services& services, Store& store, const std::string& id) {
  PS_TRY(Session session, session_now(services, store, id));
  // Asked anew: a link may have been put in the way since the session began.
  PS_TRY_VOID(services.roots.existing_folder(session.input_folder));
  if (session.settings.copy) PS_TRY_VOID(services.roots.future_folder(session.output_folder));
  return session;
}

Served<void> must_exist(Store& store, const std::string& id) {
  PS_TRY(const auto found, served(store.session(id)));
  if (!found) return unknown_session(id);
  return {};
}

}  // namespace photosieve
