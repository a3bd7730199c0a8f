// The WebSocket opening handshake (RFC 6455 section 4), both sides. Pure.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "net/http_message.h"

namespace photosieve::net {

// True when the request asks to become a WebSocket, well formed or not.
[[nodiscard]] bool asks_for_websocket(const HttpRequest& request);

// True when it asks in the way the RFC demands (GET, version 13, a key of 16 bytes).
[[nodiscard]] bool valid_websocket_request(const HttpRequest& request);

// The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key.
[[nodiscard]] std::string websocket_accept(std::string_view key);

// The bytes of the 101 response.
[[nodiscard]] std::string encode_websocket_response(std::string_view key);

// The fields that a client's request has to have besides Host; `key` is base64 of 16 bytes.
[[nodiscard]] HttpHeaders websocket_request_headers(const std::string& key);

}  // namespace photosieve::net
