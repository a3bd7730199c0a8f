// SocketClient: a Socket.IO 5 client: one connection, its namespaces, and its reconnecting.
//
//   net::SocketClient client({.url = "http://127.0.0.1:8000"});
//   net::ClientSocket& socket = client.of("/");
//   socket.on("news", [](net::Args& args, const net::Ack&) { ... });
//   client.start();
//
// After a lost connection it tries again with a growing, jittered delay; where the server offers
// connection state recovery, nothing is lost.
// Threads  start() makes one; handlers run on it. stop() joins it and must not be called from a
//          handler; close() may.
// Errors   start(): kUsage for an address that is none. Later failures are told to on_failure, and
//          the client goes on trying.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/client_socket.h"
#include "net/engine_client.h"
#include "net/event_loop.h"
#include "net/tls.h"

namespace photosieve::net {

struct SocketClientOptions {
  std::string url;
  EngineClientOptions engine;
  SocketLimits packets;
  std::shared_ptr<TlsContext> tls;  // for https; TlsContext::client()
  bool reconnect = true;
  std::int64_t reconnect_delay_ms = 1'000;
  std::int64_t reconnect_delay_max_ms = 5'000;
  double jitter = 0.5;              // of the delay, either way
  std::size_t max_waiting = 1'000;  // events of one namespace that wait for a connection
  std::size_t max_pending_acks = 1'000;
};

class SocketClient {
 public:
  explicit SocketClient(SocketClientOptions options);
  ~SocketClient();  // stops
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  // Before start(). The same name gives the same socket.
  ClientSocket& of(std::string nsp, Json auth = {});
  // Each attempt that failed, with its reason.
  void on_failure(std::function<void(const std::string& reason)> handler);

  [[nodiscard]] Result<> start();
  void close();  // ends the connection and does not come back; any thread
  void stop();

 private:
  friend class ClientSocket;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The delay before attempt number `attempt` (from 0); `random` is 0 to 1. Pure.
[[nodiscard]] std::int64_t reconnect_delay_ms(const SocketClientOptions& options, int attempt,
                                              double random);

}  // namespace photosieve::net
