// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_handshake.h"

#include <algorithm>

#include "net/encoding.h"

namespace photosieve::net {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "keep-alive, Upgrade" has the token "upgrade".
bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (equal_ignoring_case(trim(list.substr(0, end)), token)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

bool asks_for_websocket(const HttpRequest& request) {
  return has_token(request.header("Upgrade"), "websocket");
}

bool valid_websocket_request(const HttpRequest& request) {
  if (request.method != "GET" || !has_token(request.header("Connection"), "upgrade")) return false;
  if (request.header("Sec-WebSocket-Version") != "13" || !request.body.empty()) return false;
  const auto key = base64_decode(request.header("Sec-WebSocket-Key"));
  return key && key->size() == 16;
}

std::string websocket_accept(std::string_view key) {
  const auto digest = sha1(std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  return base64_encode(std::string(digest.begin(), digest.end()));
}

std::string encode_websocket_response(std::string_view key) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         websocket_accept(key) + "\r\n\r\n";
}

HttpHeaders websocket_request_headers(const std::string& key) {
  return {{"Upgrade", "websocket"},
          {"Connection", "Upgrade"},
          {"Sec-WebSocket-Version", "13"},
          {"Sec-WebSocket-Key", key}};
}

}  // namespace photosieve::net
