// Namespace: a part of a SocketServer with its own handlers, rooms and sockets.
//
// Handlers are set before the server starts and serve every socket: a connection costs no
// closures. They run on the socket's event loop and must not block; two handlers for different
// sockets may run at the same time on different loops. An exception out of a handler is logged, and
// the socket is disconnected.
// Threads  setting handlers one, before start(); emitting any.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "net/emitter.h"
#include "net/json.h"
#include "net/socket.h"

namespace photosieve::net {

// Why a client may not connect: {"message": ..., "data": ...} in its connect_error.
struct Refusal {
  std::string message;
  Json data;
};

class Namespace {
 public:
  using Middleware = std::function<std::optional<Refusal>(Socket&, const Handshake&)>;
  using ConnectHandler = std::function<void(const SocketPtr&, const Handshake&)>;
  using DisconnectHandler = std::function<void(const SocketPtr&, std::string_view reason)>;
  using EventHandler = std::function<void(const SocketPtr&, Event&)>;

  explicit Namespace(std::unique_ptr<NamespaceState> state);
  ~Namespace();
  Namespace(const Namespace&) = delete;
  Namespace& operator=(const Namespace&) = delete;

  // In the order of their setting, before the client is connected; recovered clients too.
  void use(Middleware middleware);
  void on_connect(ConnectHandler handler);
  // The socket's rooms are still there; reasons are the protocol's, e.g. "transport close".
  void on_disconnect(DisconnectHandler handler);
  void on(std::string event, EventHandler handler);
  void on_any(EventHandler handler);  // events that have no handler of their own

  template <class... Values>
  void emit(std::string_view event, Values&&... values) {
    everyone().emit(event, std::forward<Values>(values)...);
  }
  [[nodiscard]] Emitter everyone();
  [[nodiscard]] Emitter to(std::string room);
  [[nodiscard]] Emitter except(std::string room);

  [[nodiscard]] std::size_t size() const;  // sockets connected now
  [[nodiscard]] NamespaceState& state() { return *state_; }

 private:
  std::unique_ptr<NamespaceState> state_;
};

}  // namespace photosieve::net
