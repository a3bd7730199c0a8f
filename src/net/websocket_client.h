// WebSocketClient: the client's end of a WebSocket.
//
// Threads  its loop's only.
// Errors   on_close, once, with the reason: also when the handshake fails.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/client_connection.h"
#include "net/http_message.h"
#include "net/http_parser.h"
#include "net/websocket_frame.h"

namespace photosieve::net {

class WebSocketClient final : public ClientConnection {
 public:
  struct Handlers {
    std::function<void()> on_open;
    std::function<void(std::string_view data, bool binary)> on_message;
    std::function<void(const std::string& reason)> on_close;
  };

  WebSocketClient(const ClientNetwork& network, std::size_t max_message, Handlers handlers);

  [[nodiscard]] Result<> connect(const std::string& path, const std::string& query,
                                 const HttpHeaders& headers);
  void send(std::string_view data, bool binary);
  void close_normally();  // sends a close frame; on_close is not called any more

 private:
  void on_bytes(std::span<char> bytes) override;
  void on_lost(const std::string& reason) override;
  void on_handshake(std::span<char>& bytes);
  void end(const std::string& reason);

  Handlers handlers_;
  WebSocketReader reader_;
  std::unique_ptr<HttpResponseParser> parser_;  // until the server has answered
  std::string accept_;                          // the answer that the key asks for
  bool silent_ = false;                         // handlers are not called any more
};

}  // namespace photosieve::net
