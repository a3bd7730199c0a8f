// EngineSession: one Engine.IO session on the server, whatever carries it.
//
// It begins on polling or on a WebSocket; a polling session may move to a WebSocket once. Packets
// that wait for a poll lie in the session's queue, those for a WebSocket in the connection's.
// Threads  its loop's only.
// Lifetime owned by its EngineShard; closed once, destroyed after the turn in which it closed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "net/connection.h"
#include "net/engine_server.h"
#include "net/out_queue.h"
#include "net/timer.h"

namespace photosieve::net {

class EngineShard;
struct EnginePayloadItem;

class EngineSession final : public ConnectionUser, public TurnEnd {
 public:
  EngineSession(EngineShard& shard, std::string sid);
  ~EngineSession() override;
  EngineSession(const EngineSession&) = delete;
  EngineSession& operator=(const EngineSession&) = delete;

  // For the user of the session.
  void send(WirePtr packet);
  // Ends the session in order: what was sent before still goes out.
  void close(std::string_view reason);
  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] bool is_writable() const;  // false: a volatile packet would be dropped
  [[nodiscard]] const std::string& sid() const { return sid_; }
  [[nodiscard]] EventLoop& loop() const;
  [[nodiscard]] std::size_t loop_index() const;

  // For the shard: the handshake, and requests that name the session.
  void open_polling(Connection& connection, HttpRequest&& request);
  void open_websocket(Connection& connection, HttpRequest&& request);
  void on_poll(Connection& connection, const HttpRequest& request);
  void on_post(Connection& connection, const HttpRequest& request);
  void on_upgrade(Connection& connection, const HttpRequest& request);
  [[nodiscard]] bool is_polling() const { return socket_ == nullptr; }

  void on_frame(Connection& connection, const WebSocketEvent& event) override;
  void on_connection_closed(Connection& connection, std::string_view reason) override;
  void on_turn_end() override;

 private:
  struct Upgrade;

  void begin(HttpRequest&& request);
  void on_packet(std::string_view text);
  void on_binary(std::string_view bytes);
  bool on_item(const EnginePayloadItem& item);
  void on_probe(const WebSocketEvent& event);
  void finish_upgrade();
  void end_upgrade(CloseCode code);
  void on_heartbeat();
  void on_upgrade_timer();
  void flush_poll();
  void answer_poll(std::string body);
  void end(std::string_view reason, std::string_view last_poll);
  [[nodiscard]] static std::size_t mark_of(const HttpRequest& request);
  [[nodiscard]] HttpResponse text_response(int status, std::string body,
                                           std::string_view origin) const;

  EngineShard* shard_;
  std::unique_ptr<EngineUser> user_;
  Connection* socket_ = nullptr;  // the WebSocket that carries the session
  Connection* poll_ = nullptr;    // the GET that waits
  OutQueue queue_;                // while polling
  std::unique_ptr<Upgrade> upgrade_;
  Timer heartbeat_;
  std::string sid_;
  std::string poll_origin_;
  std::size_t last_poll_ = 0;  // mark_of() of the newest GET and POST
  std::size_t last_post_ = 0;
  bool open_ = true;
  bool awaits_pong_ = false;
  bool turn_end_pending_ = false;
  bool overflowed_ = false;
};

}  // namespace photosieve::net
