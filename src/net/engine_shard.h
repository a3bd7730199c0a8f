// EngineShard: the sessions of an EngineServer that live on one event loop.
//
// Threads  the loop's, but for the constructor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "net/engine_server.h"
#include "net/engine_session.h"
#include "net/http_shard.h"

namespace photosieve::net {

// Shared by the shards of one EngineServer.
struct EngineShared {
  EngineOptions options;
  EngineFactory factory;
  std::size_t max_queued_bytes = 0;
  std::atomic<std::uint64_t> sessions{0};
  std::atomic<std::uint64_t> opened{0};
  std::atomic<std::uint64_t> dropped_slow{0};
};

class EngineShard {
 public:
  EngineShard(EngineShared& shared, HttpShard& http) : shared_(shared), http_(http) {}

  void on_request(Connection& connection, HttpRequest&& request);
  void on_stop();

  [[nodiscard]] EngineShared& shared() { return shared_; }
  [[nodiscard]] const EngineOptions& options() const { return shared_.options; }
  [[nodiscard]] EventLoop& loop() { return http_.loop(); }
  [[nodiscard]] std::size_t index() const { return http_.index(); }
  void forget(EngineSession& session);  // it has ended

  // Which loop a session's id belongs to; a number past the last for one that was not made here.
  [[nodiscard]] static std::size_t loop_of(std::string_view sid);

 private:
  void on_handshake(Connection& connection, HttpRequest&& request, bool websocket);
  void on_session(EngineSession& session, Connection& connection, const HttpRequest& request,
                  bool websocket);
  void refuse(Connection& connection, const HttpRequest& request, int status, int code,
              std::string_view message);

  EngineShared& shared_;
  HttpShard& http_;
  std::unordered_map<std::string, std::unique_ptr<EngineSession>> sessions_;
};

// The CORS fields for a response to a request from `origin`; none where it is not allowed.
[[nodiscard]] HttpHeaders cors_headers(const CorsOptions& options, std::string_view origin);

}  // namespace photosieve::net
