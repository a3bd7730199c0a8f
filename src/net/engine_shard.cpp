// SPDX-License-Identifier: Apache-2.0
#include "net/engine_shard.h"

#include <algorithm>

#include "net/encoding.h"
#include "net/json.h"
#include "net/random.h"
#include "net/websocket_handshake.h"

namespace photosieve::net {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// The first letter says which loop the session lives on.
std::string new_sid(std::size_t loop) {
  std::string sid = random_id();
  sid[0] = kAlphabet[loop];
  return sid;
}

// The codes of the reference server's refusals; clients log them.
enum RefusalCode : int {
  kUnknownTransport = 0,
  kUnknownSid = 1,
  kBadMethod = 2,
  kBadRequest = 3,
  kForbidden = 4,
  kBadVersion = 5,
};

}  // namespace

HttpHeaders cors_headers(const CorsOptions& options, std::string_view origin) {
  if (options.origins.empty() || origin.empty()) return {};
  const bool any =
      std::find(options.origins.begin(), options.origins.end(), "*") != options.origins.end();
  if (!any &&
      std::find(options.origins.begin(), options.origins.end(), origin) == options.origins.end())
    return {};
  HttpHeaders headers;
  // with credentials browsers do not take "*"
  const bool echo = !any || options.credentials;
  headers.emplace_back("Access-Control-Allow-Origin", echo ? std::string(origin) : "*");
  if (echo) headers.emplace_back("Vary", "Origin");
  if (options.credentials) headers.emplace_back("Access-Control-Allow-Credentials", "true");
  return headers;
}

std::size_t EngineShard::loop_of(std::string_view sid) {
  return sid.empty() ? std::string_view::npos : kAlphabet.find(sid[0]);
}

void EngineShard::refuse(Connection& connection, const HttpRequest& request, int status, int code,
                         std::string_view message) {
  HttpResponse response{status, cors_headers(options().cors, request.header("Origin")), {}};
  response.headers.emplace_back("Content-Type", "application/json");
  response.body = dump_json(Json{{"code", code}, {"message", message}});
  connection.respond(response);
  // a client that asked for a WebSocket has no use for the connection
  if (asks_for_websocket(request)) connection.close_after_writing();
}

void EngineShard::on_request(Connection& connection, HttpRequest&& request) {
  if (request.method == "OPTIONS") {
    HttpResponse response{204, cors_headers(options().cors, request.header("Origin")), {}};
    if (!response.headers.empty()) {
      response.headers.emplace_back("Access-Control-Allow-Methods", "GET,POST,OPTIONS");
      const std::string_view asked = request.header("Access-Control-Request-Headers");
      if (!asked.empty())
        response.headers.emplace_back("Access-Control-Allow-Headers", std::string(asked));
      response.headers.emplace_back("Access-Control-Max-Age", "600");
    }
    connection.respond(response);
    return;
  }
  const std::string transport = query_value(request.query, "transport").value_or("");
  const bool websocket = transport == "websocket";
  const bool upgrade = asks_for_websocket(request);
  const bool allowed = websocket ? options().allow_websocket : options().allow_polling;
  if ((!websocket && transport != "polling") || !allowed)
    return refuse(connection, request, 400, kUnknownTransport, "Transport unknown");
  if (query_value(request.query, "EIO") != "4")
    return refuse(connection, request, 400, kBadVersion, "Unsupported protocol version");
  if (websocket != upgrade || (upgrade && !valid_websocket_request(request)))
    return refuse(connection, request, 400, kBadRequest, "Bad request");

  const auto sid = query_value(request.query, "sid");
  if (!sid) return on_handshake(connection, std::move(request), websocket);

  const std::size_t home = loop_of(*sid);
  if (home < http_.server().loop_count() && home != http_.index()) {
    HttpShard& there = http_.server().shard(home);
    auto shared_request = std::make_shared<HttpRequest>(std::move(request));
    connection.move_to(there, [&there, shared_request](Connection& moved) {
      there.dispatch(moved, std::move(*shared_request));
      moved.resume();
    });
    return;
  }
  const auto found = sessions_.find(*sid);
  if (found == sessions_.end())
    return refuse(connection, request, 400, kUnknownSid, "Session ID unknown");
  on_session(*found->second, connection, request, websocket);
}

void EngineShard::on_handshake(Connection& connection, HttpRequest&& request, bool websocket) {
  if (request.method != "GET")
    return refuse(connection, request, 400, kBadMethod, "Bad handshake method");
  if (options().allow) {
    if (const auto allowed = options().allow(request); !allowed)
      return refuse(connection, request, 403, kForbidden, allowed.error().message);
  }
  if (shared_.sessions.load() >= options().max_sessions)
    return refuse(connection, request, 503, kForbidden, "too many sessions");

  std::string sid = new_sid(http_.index());
  auto owned = std::make_unique<EngineSession>(*this, sid);
  EngineSession& session = *owned;
  sessions_.emplace(std::move(sid), std::move(owned));
  ++shared_.sessions;
  ++shared_.opened;
  if (websocket)
    session.open_websocket(connection, std::move(request));
  else
    session.open_polling(connection, std::move(request));
}

void EngineShard::on_session(EngineSession& session, Connection& connection,
                             const HttpRequest& request, bool websocket) {
  if (websocket) return session.on_upgrade(connection, request);
  if (!session.is_polling()) return refuse(connection, request, 400, kBadRequest, "Bad request");
  if (request.method == "GET") return session.on_poll(connection, request);
  if (request.method == "POST") return session.on_post(connection, request);
  refuse(connection, request, 400, kBadMethod, "Bad request");
}

void EngineShard::on_stop() {
  while (!sessions_.empty()) sessions_.begin()->second->close("server shutting down");
}

void EngineShard::forget(EngineSession& session) {
  const auto found = sessions_.find(session.sid());
  if (found == sessions_.end()) return;
  loop().destroy_later(std::move(found->second));
  sessions_.erase(found);
  --shared_.sessions;
}

}  // namespace photosieve::net
