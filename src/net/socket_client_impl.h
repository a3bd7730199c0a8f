// SocketClient::Impl: what a SocketClient does on its own thread.
//
// Threads  start(), stop() and post() any; the rest on the loop's thread.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "net/client_target.h"
#include "net/engine_client.h"
#include "net/event_loop.h"
#include "net/socket_client.h"
#include "net/timer.h"

namespace photosieve::net {

struct SocketClient::Impl {
  explicit Impl(SocketClientOptions given) : options(std::move(given)) {}

  [[nodiscard]] Result<> start();
  void connect();
  void close();
  void on_message(std::string_view data, bool binary);
  void on_engine_open();
  void on_engine_close(const std::string& reason);
  void send(SocketPacket packet);
  void drop_engine();
  void close_if_unused();
  [[nodiscard]] bool is_open() const { return engine && engine->is_open(); }

  // Constant after start().
  SocketClientOptions options;
  std::function<void(const std::string&)> on_failure;
  std::unique_ptr<EventLoop> loop;  // before all that holds its timers
  std::map<std::string, std::unique_ptr<ClientSocket>, std::less<>> sockets;
  std::unique_ptr<ClientNetwork> network;
  std::thread thread;

  // The loop's thread.
  std::unique_ptr<EngineClient> engine;
  std::unique_ptr<PacketAssembler> assembler;
  std::unique_ptr<Timer> retry;
  int attempt = 0;
  bool closed = false;
};

}  // namespace photosieve::net
