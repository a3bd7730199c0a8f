// Services: what handlers call, and the two ways in which they answer.
//
// read() answers from the store on a reader's thread; when_asked() answers with what the session
// host's `done` brings. Both answer once, whatever happens.
// Threads  the parts say so themselves; handlers run on an event loop and must not block.
// Lifetime everything outlives the server's running.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "base/clock.h"
#include "model/session.h"
#include "net/socket_server.h"
#include "publish/hub.h"
#include "run/session_host.h"
#include "serve/access.h"
#include "serve/call.h"
#include "serve/idempotency.h"
#include "serve/rate_limit.h"
#include "serve/readers.h"
#include "serve/roots.h"
#include "serve/thumbnail_cache.h"
#include "serve/token_book.h"

namespace photosieve {

struct Services {
  SessionHost& host;
  Hub& hub;
  const Clock& clock;
  Readers& readers;
  const Roots& roots;
  ThumbnailCache& thumbnails;
  IdempotencyKeys& keys;
  net::SocketServer& sockets;
  const Access& access;
  TokenBook& tokens;
  RateLimit& logins;  // that failed, by address
  RateLimit& starts;  // of sessions, by who asks
  std::string database;
  std::string runtime;  // where locks of running sessions are
  std::string version;
  std::string worker_binary;
  WallMs started = 0;
};

using Work = std::function<Served<net::HttpResponse>(Store&)>;
void read(const Services& services, const CallPtr& call, Work work);

[[nodiscard]] net::HttpResponse json_response(const net::Json& body, int status = 200,
                                              net::HttpHeaders headers = {});

// The session as it is now: one that nobody runs any more is interrupted, and of one that runs the
// newest elapsed time is told. 404 when there is none.
[[nodiscard]] Served<Session> session_now(const Services& services, Store& store,
                                          const std::string& id);
[[nodiscard]] Session as_it_is_now(const Services& services, Session session);
// 429: too many requests wait already.
[[nodiscard]] Problem busy();
// 429: come again in so many seconds.
[[nodiscard]] Problem too_often(std::string detail, int seconds);
// 403 for a session whose folders lie outside the roots: its photos are not read here.
[[nodiscard]] Served<Session> must_be_inside(const Services& services, Store& store,
                                             const std::string& id);
// 404 without a session of that id.
[[nodiscard]] Served<void> must_exist(Store& store, const std::string& id);

// A value, or the problem that stands for the store's error.
template <class T>
[[nodiscard]] Served<T> served(Result<T> result) {
  if (!result) return tl::unexpected(problem_of(result.error()));
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return *std::move(result);
}

}  // namespace photosieve
