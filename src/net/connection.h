// Connection: one accepted socket, HTTP first and perhaps a WebSocket later.
//
// A request is dispatched when it is whole; the next one is read after it has been answered. After
// upgrade() the HTTP parser is freed and frames go to the user. What a turn has for a connection
// goes out in one write at the turn's end.
// Slowness a peer for whom more than the server's byte cap waits is closed at the end of the turn,
//          never inside send(): a caller's own state does not change under it.
// Threads  its loop's only; move_to() hands it to another loop.
// Lifetime owned by its HttpShard; destroyed after the turn in which it closed. The user is told
//          once, by on_connection_closed().
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/event_loop.h"
#include "net/http_message.h"
#include "net/http_parser.h"
#include "net/out_queue.h"
#include "net/stream.h"
#include "net/timer.h"
#include "net/websocket_frame.h"

namespace photosieve::net {

class Connection;
class HttpShard;
class ReplyLink;

// Who gets a connection's frames, or hears of its end while a request waits for its answer.
class ConnectionUser {
 public:
  virtual ~ConnectionUser() = default;
  virtual void on_frame(Connection& connection, const WebSocketEvent& event) = 0;
  virtual void on_connection_closed(Connection& connection, std::string_view reason) = 0;
};

class Connection final : public IoHandler, public TurnEnd {
 public:
  Connection(HttpShard& shard, Stream stream, std::string peer);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // HTTP.
  void respond(const HttpResponse& response);
  // Told when the peer goes before the answer.
  void set_user(ConnectionUser* user) { user_ = user; }

  // WebSocket. The request must be a valid_websocket_request().
  void upgrade(const HttpRequest& request, ConnectionUser& user, std::size_t max_message);
  void send(WirePtr packet);
  // Sends a close frame and ends the connection when it is out.
  void close_websocket(CloseCode code, std::string_view reason);

  // At once; what waits is lost.
  void close(std::string_view reason);
  // When everything that waits is out.
  void close_after_writing();

  // Goes on with bytes that came while a request was being answered; after a late upgrade().
  void resume();

  // Hands the connection, while it awaits an answer, to another loop, and there runs `then`.
  void move_to(HttpShard& shard, std::function<void(Connection&)> then);

  [[nodiscard]] bool is_open() const {
    return state_ == State::kHttp || state_ == State::kWebSocket;
  }
  [[nodiscard]] bool is_blocked() const { return writable_wanted_; }
  [[nodiscard]] std::size_t queued_bytes() const { return queue_.held(); }
  [[nodiscard]] HttpShard& shard() const { return *shard_; }
  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool secure() const { return stream_.secure(); }
  // What will answer the present request from elsewhere.
  void set_reply(std::shared_ptr<ReplyLink> reply) { reply_ = std::move(reply); }
  [[nodiscard]] bool awaits_answer() const { return awaiting_; }

  void start();  // after the shard has taken it
  void on_io(std::uint32_t events) override;
  void on_turn_end() override;

 private:
  enum class State : std::uint8_t { kHttp, kWebSocket, kLingering, kClosed };

  void read();
  void on_bytes(std::span<char> bytes);
  void on_http(std::span<char>& bytes);
  void on_frames(std::span<char> bytes);
  void on_timeout();
  void refuse(int status);
  void enqueue(WirePtr packet);
  void flush();
  void linger();
  void drop_reply();
  void answered();
  [[nodiscard]] bool send_more_of_file();
  void set_blocked(bool blocked);
  [[nodiscard]] std::uint32_t interest() const;
  void update_interest();
  void wait_for_request();

  HttpShard* shard_;
  Stream stream_;
  std::unique_ptr<HttpRequestParser> parser_;  // while a request is being read
  std::unique_ptr<WebSocketReader> reader_;    // after the upgrade
  OutQueue queue_;
  Timer timer_;  // a request's time, the idle time, or lingering
  ConnectionUser* user_ = nullptr;
  std::shared_ptr<ReplyLink> reply_;      // shared with the handler's HttpReply
  std::shared_ptr<const HttpFile> file_;  // the answer's body, of which file_sent_ bytes are queued
  std::uint64_t file_sent_ = 0;
  std::string held_;  // bytes that came before the answer to a request was out
  std::string peer_;
  State state_ = State::kHttp;
  bool awaiting_ = false;         // a request is being answered
  bool keep_alive_ = true;        // of the request being answered
  bool head_only_ = false;        // it was HEAD
  bool processing_ = false;       // on_http() is on the stack
  bool dirty_ = false;            // on_turn_end() is coming
  bool writable_wanted_ = false;  // the kernel took no more
  bool reading_ = true;           // EPOLLIN is watched
  bool finish_ = false;           // close when everything is written
  bool overflowed_ = false;       // more waits than the cap allows
};

}  // namespace photosieve::net
