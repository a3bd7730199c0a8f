// EngineClient: one Engine.IO 4 session from the client's side: polling, WebSocket, or the upgrade
// from one to the other.
//
// Threads  its loop's only.
// Lifetime one session: make a new one to connect again. Handlers are called while it lives; from
//          inside them it must be given to destroy_later().
// Errors   on_close, once, with the reason; not after close().
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/client_connection.h"
#include "net/engineio_packet.h"
#include "net/http_client.h"
#include "net/timer.h"
#include "net/websocket_client.h"

namespace photosieve::net {

struct EngineClientOptions {
  std::string path = "/socket.io/";
  bool use_polling = true;
  bool use_websocket = true;  // with polling: upgrade to it
  HttpHeaders headers;        // sent with every request
  std::size_t max_message = std::size_t{16} << 20;
  std::int64_t connect_timeout_ms = 20'000;
};

class EngineClient {
 public:
  struct Handlers {
    std::function<void()> on_open;
    std::function<void(std::string_view data, bool binary)> on_message;
    std::function<void(const std::string& reason)> on_close;
  };

  EngineClient(const ClientNetwork& network, const EngineClientOptions& options, Handlers handlers);
  ~EngineClient();
  EngineClient(const EngineClient&) = delete;
  EngineClient& operator=(const EngineClient&) = delete;

  void open();
  void send_text(std::string_view data) { send({"4" + std::string(data), false}); }
  void send_binary(std::string_view data) { send({std::string(data), true}); }
  void close();
  [[nodiscard]] bool is_open() const { return state_ == State::kOpen; }
  [[nodiscard]] bool by_websocket() const { return websocket_ != nullptr; }

 private:
  enum class State : std::uint8_t { kNew, kOpening, kOpen, kClosed };
  struct Outgoing {
    std::string data;  // text with its packet type, or bytes
    bool binary = false;
  };

  void send(Outgoing packet);
  void flush();
  void poll();
  void on_poll(Result<HttpResponse> response);
  void post();
  void on_packet(std::string_view text);
  void on_open(std::string_view data);
  void open_websocket();
  void probe();
  void on_probe(std::string_view text);
  void move_if_idle();
  void drop_probe();
  void set_deadline();
  void on_deadline();
  void fail_with(const std::string& reason);
  [[nodiscard]] HttpRequest request(const char* method, std::string body) const;
  [[nodiscard]] std::string query(const char* transport) const;

  const ClientNetwork& network_;
  const EngineClientOptions& options_;
  Handlers handlers_;
  State state_ = State::kNew;
  EngineHandshake handshake_;
  std::unique_ptr<HttpClient> poll_;
  std::unique_ptr<HttpClient> post_;
  std::unique_ptr<WebSocketClient> websocket_;  // that carries the session
  std::unique_ptr<WebSocketClient> probe_;      // on its way to that
  bool probed_ = false;                         // the server has answered the probe
  std::vector<Outgoing> queue_;
  Timer deadline_;  // of the handshake, later of the next ping
};

}  // namespace photosieve::net
