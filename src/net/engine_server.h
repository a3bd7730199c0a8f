// EngineServer: Engine.IO 4 sessions below one path of an HttpServer.
//
// It answers the handshake, polling, WebSockets and upgrades, sends heartbeats, and hands messages
// to an EngineUser that the factory makes for each session. SocketServer is built on it; use it
// directly where bare messages are enough.
// Threads  a session and its user live on one event loop, which its id names: a request that comes
//          in on another loop is handed over. The factory runs on that loop.
// Lifetime must outlive the HttpServer's running.
// Limits   see EngineOptions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_message.h"
#include "net/http_server.h"
#include "net/wire_packet.h"

namespace photosieve::net {

class EngineSession;

// What stands above a session. Destroyed with it, after on_close().
class EngineUser {
 public:
  virtual ~EngineUser() = default;
  virtual void on_message(std::string_view data, bool binary) = 0;
  virtual void on_close(std::string_view reason) = 0;
};

struct CorsOptions {
  std::vector<std::string> origins;  // "https://a.example", or "*"; none: no CORS headers at all
  bool credentials = false;
};

struct EngineOptions {
  std::int64_t ping_interval_ms = 25'000;
  std::int64_t ping_timeout_ms = 20'000;
  std::int64_t upgrade_timeout_ms = 10'000;
  std::size_t max_payload = 1'000'000;  // bytes of a message or of a POST
  std::size_t max_packets = 1'000;      // in one POST
  std::size_t max_sessions = 100'000;   // beyond them a handshake gets 503
  bool allow_polling = true;
  bool allow_websocket = true;
  CorsOptions cors;
  // Decides on each handshake; the reason of a refusal goes to the peer with 403. On a loop's
  // thread: it must not block. Browsers let any site open a WebSocket: check the Origin here where
  // that matters.
  std::function<Result<>(const HttpRequest&)> allow;
};

// Makes the user of a session that has just opened; `request` is its handshake.
using EngineFactory = std::function<std::unique_ptr<EngineUser>(EngineSession&, HttpRequest&&)>;

struct EngineStats {
  std::uint64_t sessions = 0;  // open now
  std::uint64_t opened = 0;
  std::uint64_t dropped_slow = 0;  // polling sessions over the byte cap
};

class EngineServer {
 public:
  EngineServer(HttpServer& http, const std::string& path, EngineOptions options,
               EngineFactory factory);
  ~EngineServer();
  EngineServer(const EngineServer&) = delete;
  EngineServer& operator=(const EngineServer&) = delete;

  [[nodiscard]] const EngineOptions& options() const;
  [[nodiscard]] EngineStats stats() const;  // any thread

 private:
  class Mount;
  std::unique_ptr<Mount> mount_;
};

}  // namespace photosieve::net
