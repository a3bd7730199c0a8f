// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_client.h"

#include <array>
#include <cstring>

#include "net/encoding.h"
#include "net/random.h"
#include "net/websocket_handshake.h"

namespace photosieve::net {

WebSocketClient::WebSocketClient(const ClientNetwork& network, std::size_t max_message,
                                 Handlers handlers)
    : ClientConnection(network),
      handlers_(std::move(handlers)),
      reader_(WebSocketRole::kClient, max_message) {}

Result<> WebSocketClient::connect(const std::string& path, const std::string& query,
                                  const HttpHeaders& headers) {
  std::array<char, 16> key{};
  for (std::size_t i = 0; i < key.size(); i += 4) {
    const std::uint32_t word = random_u32();
    std::memcpy(key.data() + i, &word, 4);
  }
  const std::string text = base64_encode({key.data(), key.size()});
  accept_ = websocket_accept(text);
  parser_ = std::make_unique<HttpResponseParser>(HttpLimits{});
  PS_TRY_VOID(open());
  HttpRequest request;
  request.method = "GET";
  request.path = path;
  request.query = query;
  request.headers = websocket_request_headers(text);
  request.headers.insert(request.headers.end(), headers.begin(), headers.end());
  write(encode_request(request, network().target.host));
  return {};
}

void WebSocketClient::send(std::string_view data, bool binary) {
  std::string frame;
  append_masked_frame(frame, binary ? Opcode::kBinary : Opcode::kText, data, random_u32());
  write(frame);
}

void WebSocketClient::close_normally() {
  silent_ = true;
  if (!is_open()) return;
  std::string frame;
  append_masked_frame(frame, Opcode::kClose, close_payload(CloseCode::kNormal, {}), random_u32());
  write(frame);
  close();
}

void WebSocketClient::end(const std::string& reason) {
  close();
  if (std::exchange(silent_, true)) return;
  handlers_.on_close(reason);
}

void WebSocketClient::on_lost(const std::string& reason) {
  end(reason);
}

void WebSocketClient::on_handshake(std::span<char>& bytes) {
  std::string_view text(bytes.data(), bytes.size());
  const HttpParse parsed = parser_->feed(text);
  bytes = bytes.last(text.size());
  if (parsed == HttpParse::kNeedMore) return;
  if (parsed == HttpParse::kFailed) return end("the server's answer is not HTTP");
  const HttpResponse response = parser_->take();
  parser_.reset();
  if (response.status != 101 || find_header(response.headers, "Sec-WebSocket-Accept") != accept_)
    return end("the server refused the WebSocket with " + std::to_string(response.status));
  if (!silent_) handlers_.on_open();
}

void WebSocketClient::on_bytes(std::span<char> bytes) {
  if (parser_) on_handshake(bytes);
  while (is_open() && !parser_) {
    const WebSocketEvent event = reader_.next(bytes);
    switch (event.kind) {
      case WebSocketEvent::Kind::kNeedMore:
        return;
      case WebSocketEvent::Kind::kPing: {
        std::string frame;
        append_masked_frame(frame, Opcode::kPong, event.payload, random_u32());
        write(frame);
        break;
      }
      case WebSocketEvent::Kind::kPong:
        break;
      case WebSocketEvent::Kind::kClose:
        return end("transport close");
      case WebSocketEvent::Kind::kError:
        return end("transport error");
      case WebSocketEvent::Kind::kText:
      case WebSocketEvent::Kind::kBinary:
        if (!silent_)
          handlers_.on_message(event.payload, event.kind == WebSocketEvent::Kind::kBinary);
        break;
    }
  }
}

}  // namespace photosieve::net
