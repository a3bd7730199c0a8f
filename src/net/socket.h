// Socket: one client in one namespace, on the server.
//
// Threads  id(), emit and the like, join(), leave(), disconnect(), is_connected() any: they cross
//          to the socket's event loop in the order in which one thread calls them. rooms() and
//          data() in handlers of this socket only (its loop's thread).
// Lifetime shared: a handler may keep the pointer; after the client has gone its methods do
//          nothing. It must not outlive the server.
// Errors   none: see Emitter. An acknowledgement that does not come is told to its callback.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "net/ack.h"
#include "net/emitter.h"
#include "net/http_message.h"
#include "net/json.h"
#include "net/room_table.h"
#include "net/socketio_packet.h"

namespace photosieve::net {

class Conversation;
class EngineSession;
class EventLoop;
class NamespaceShard;
class NamespaceState;
class PendingAcks;
class Socket;

using SocketPtr = std::shared_ptr<Socket>;

// How a client came: given to middleware and on_connect, and gone afterwards.
struct Handshake {
  const HttpRequest& request;  // of the Engine.IO handshake; empty for a later namespace
  const Json& auth;            // the client's auth object; null without one
  bool recovered = false;      // a cut connection goes on, with its id and rooms
};

// An event that a client sent. The handler may take what it wants of it.
struct Event {
  std::string name;
  Args args;
  Ack ack;
};

class Socket final : public RoomMember, public std::enable_shared_from_this<Socket> {
 public:
  // With the client's answer, or with kRetry: no answer in time, or the client has gone.
  using AckCallback = std::function<void(Result<Args>)>;

  Socket(NamespaceShard& shard, EngineSession& session, std::string id);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] bool is_connected() const { return connected_.load(); }

  template <class... Values>
  void emit(std::string_view event, Values&&... values) {
    only().emit(event, std::forward<Values>(values)...);
  }
  [[nodiscard]] Emitter only();                // this client, with options
  [[nodiscard]] Emitter broadcast();           // everyone else
  [[nodiscard]] Emitter to(std::string room);  // everyone else in the room

  // The callback runs on the socket's loop, once.
  void emit_with_ack(std::string_view event, Args args, std::int64_t timeout_ms,
                     AckCallback callback);

  // A socket takes part in at most SocketServerOptions::max_rooms; more joins do nothing.
  void join(std::string room);
  void leave(std::string room);
  // From the namespace, or with `close` from the server altogether. Handlers hear of it later.
  void disconnect(bool close = false);

  [[nodiscard]] std::vector<std::string> rooms() const;
  // Whatever the application wants to keep with the client; moves on with a recovered connection.
  [[nodiscard]] std::shared_ptr<void>& data() { return data_; }

 private:
  friend class Conversation;
  friend class NamespaceShard;
  friend class NamespaceState;

  // All below on the loop's thread.
  void deliver(const WirePtr& packet);
  void on_event(SocketPacket&& packet);
  void on_ack(SocketPacket&& packet);
  void leave_namespace(std::string_view reason, bool may_return);
  void send_ack(std::uint64_t id, Args args);  // any thread

  NamespaceShard& shard_;
  EngineSession* session_;  // null once disconnected
  Conversation* conversation_ = nullptr;
  std::unique_ptr<PendingAcks> acks_;
  std::shared_ptr<void> data_;
  std::string id_;
  std::string pid_;              // with recovery
  std::uint64_t min_place_ = 0;  // packets up to it came another way
  std::atomic<std::uint64_t> next_ack_{0};
  std::atomic<bool> connected_{true};
};

}  // namespace photosieve::net
