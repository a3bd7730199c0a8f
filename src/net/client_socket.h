// ClientSocket: a client's part in one namespace.
//
// Handlers are set before SocketClient::start() and run on the client's thread; they must not
// block. What is emitted while there is no connection waits for the next one, up to a limit; over
// it, the oldest goes, and its acknowledgement fails.
// Threads  emit(), emit_with_ack(), disconnect(), is_connected(), id() any; setting handlers one.
// Lifetime the SocketClient's.
// Errors   an acknowledgement that does not come is told to its callback.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/guarded.h"
#include "base/result.h"
#include "net/ack.h"
#include "net/json.h"
#include "net/pending_acks.h"
#include "net/socketio_packet.h"

namespace photosieve::net {

class SocketClient;

class ClientSocket {
 public:
  using ConnectHandler = std::function<void(bool recovered)>;
  using RefusedHandler = std::function<void(const std::string& message, const Json& data)>;
  using DisconnectHandler = std::function<void(const std::string& reason)>;
  using EventHandler = std::function<void(Args& args, const Ack& ack)>;
  using AckCallback = std::function<void(Result<Args>)>;

  ClientSocket(SocketClient& client, std::string nsp, Json auth);
  ~ClientSocket();
  ClientSocket(const ClientSocket&) = delete;
  ClientSocket& operator=(const ClientSocket&) = delete;

  void on_connect(ConnectHandler handler) { on_connect_ = std::move(handler); }
  void on_refused(RefusedHandler handler) { on_refused_ = std::move(handler); }
  void on_disconnect(DisconnectHandler handler) { on_disconnect_ = std::move(handler); }
  void on(std::string event, EventHandler handler) {
    handlers_[std::move(event)] = std::move(handler);
  }
  void on_any(std::function<void(const std::string& event, Args& args)> handler) {
    on_any_ = std::move(handler);
  }

  template <class... Values>
  void emit(std::string_view event, Values&&... values) {
    emit_args(event, Args{Json(std::forward<Values>(values))...});
  }
  void emit_args(std::string_view event, Args args);
  // The callback runs on the client's thread, once; kRetry when no answer came in time.
  void emit_with_ack(std::string_view event, Args args, std::int64_t timeout_ms,
                     AckCallback callback);
  void disconnect();  // from the namespace, for good

  [[nodiscard]] bool is_connected() const { return connected_.load(); }
  [[nodiscard]] std::string id() const {
    return id_.with([](const std::string& id) { return id; });
  }

 private:
  friend class SocketClient;

  // All below on the client's thread.
  void on_transport_open();
  void on_transport_close(const std::string& reason);
  void on_packet(SocketPacket&& packet);
  void on_event(SocketPacket&& packet);
  void emit_packet(SocketPacket packet);

  SocketClient& client_;
  const std::string nsp_;
  const Json auth_;
  ConnectHandler on_connect_;
  RefusedHandler on_refused_;
  DisconnectHandler on_disconnect_;
  std::unordered_map<std::string, EventHandler> handlers_;
  std::function<void(const std::string&, Args&)> on_any_;
  std::atomic<bool> connected_{false};
  std::atomic<std::uint64_t> next_ack_{0};
  Guarded<std::string> id_;
  std::unique_ptr<PendingAcks> acks_;
  std::deque<SocketPacket> waiting_;  // for a connection
  std::string pid_;
  std::optional<std::string> last_offset_;
  bool wanted_ = true;  // false after disconnect()
};

}  // namespace photosieve::net
