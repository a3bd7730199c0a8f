// SocketServer: a Socket.IO 5 server below one path of an HttpServer.
//
//   net::HttpServer http;
//   net::SocketServer io(http);
//   io.of("/").on("hello", [](const net::SocketPtr& socket, net::Event& event) {
//     socket->emit("hello-back", event.args.at(0));
//     event.ack("ok");
//   });
//   http.listen({"127.0.0.1", 3000});
//   http.start();
//
// Threads  of() and setting handlers one thread, before http.start(); emitting any.
// Lifetime must outlive the HttpServer's running: make it after the HttpServer and stop that first.
// Limits   see SocketServerOptions: nothing that a client sends grows without one.
// Errors   what a client gets wrong is answered to it as the protocol says and ends at most its own
//          connection.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "net/engine_server.h"
#include "net/http_server.h"
#include "net/namespace.h"
#include "net/recovery_log.h"
#include "net/socketio_packet.h"

namespace photosieve::net {

struct SocketServerOptions {
  std::string path = "/socket.io/";
  EngineOptions engine;
  SocketLimits packets;
  RecoveryOptions recovery;
  std::int64_t connect_timeout_ms = 45'000;  // for the first namespace after the handshake
  std::size_t max_namespaces = 16;           // of one client
  std::size_t max_rooms = 1'000;             // of one socket
  std::size_t max_pending_acks = 1'000;      // of one socket
  std::size_t max_events_per_second = 0;     // of one client; over it, it is disconnected; 0: any
  std::size_t max_requests = 10'000;         // request_ids remembered in a namespace
  std::int64_t max_request_age_ms = 600'000;
};

class SocketServer {
 public:
  explicit SocketServer(HttpServer& http, SocketServerOptions options = {});
  ~SocketServer();
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  // The namespace, made at the first call. "/custom" and "custom" are the same.
  Namespace& of(std::string name);

  [[nodiscard]] EngineStats stats() const;  // any thread
  [[nodiscard]] HttpServer& http();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photosieve::net
