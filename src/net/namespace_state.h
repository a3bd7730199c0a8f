// NamespaceState: the inside of a Namespace: its handlers, and a NamespaceShard for each loop.
//
// Threads  broadcast() and send_to() any; handlers are constant once the server runs; a shard is
//          its loop's only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "net/engine_session.h"
#include "net/event_loop.h"
#include "net/namespace.h"
#include "net/recovery_log.h"
#include "net/request_memory.h"
#include "net/room_table.h"
#include "net/socket_server.h"

namespace photosieve::net {

class NamespaceShard {
 public:
  NamespaceShard(NamespaceState& nsp, EventLoop& loop, std::size_t index)
      : nsp_(nsp), loop_(loop), index_(index) {}

  [[nodiscard]] NamespaceState& nsp() { return nsp_; }
  [[nodiscard]] EventLoop& loop() { return loop_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] RoomTable& rooms() { return rooms_; }

  void add(const SocketPtr& socket);
  void remove(Socket& socket);
  [[nodiscard]] SocketPtr find(std::string_view id) const;
  void deliver(const Target& target, const WirePtr& packet);
  // The client of that socket has come back elsewhere: what is left of it here goes.
  void detach(std::string_view id);

 private:
  NamespaceState& nsp_;
  EventLoop& loop_;
  std::size_t index_;
  RoomTable rooms_;
  std::unordered_map<std::string_view, SocketPtr> sockets_;  // by their own id
};

class NamespaceState {
 public:
  NamespaceState(std::string name, HttpServer& http, const SocketServerOptions& options);
  ~NamespaceState();
  NamespaceState(const NamespaceState&) = delete;
  NamespaceState& operator=(const NamespaceState&) = delete;

  struct Sending {
    Target target;
    std::string key;
    bool is_volatile = false;
    SocketPtr only;  // the one receiver, when target.only names it
  };
  // Encodes once and hands to every loop that is concerned.
  void send(Sending sending, std::string_view event, Args args);

  [[nodiscard]] NamespaceShard& shard(std::size_t index) { return *shards_[index]; }

  // Runs a user's function; an exception is logged and answered with false.
  bool guarded(std::string_view what, const std::function<void()>& work) const;

  // Constant once the server runs.
  const std::string name;
  const SocketServerOptions& options;
  std::vector<Namespace::Middleware> middleware;
  Namespace::ConnectHandler on_connect;
  Namespace::DisconnectHandler on_disconnect;
  std::unordered_map<std::string, Namespace::EventHandler> handlers;
  Namespace::EventHandler on_any;

  // Any thread.
  RecoveryLog recovery;
  RequestMemory requests;
  std::atomic<std::size_t> connected{0};

 private:
  void hand_over(const std::shared_ptr<const Sending>& sending, const WirePtr& packet);

  std::vector<std::unique_ptr<NamespaceShard>> shards_;
};

// An event as it is sent; with an id it asks for an acknowledgement.
[[nodiscard]] std::shared_ptr<WirePacket> encode_event(const std::string& nsp,
                                                       std::string_view event, Args args,
                                                       std::optional<std::uint64_t> ack_id);

}  // namespace photosieve::net
