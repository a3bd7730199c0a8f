// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_handshake.h"

#include <gtest/gtest.h>

namespace photosieve::net {
namespace {

HttpRequest good() {
  HttpRequest request;
  request.method = "GET";
  request.path = "/";
  request.headers = {{"Upgrade", "WebSocket"},
                     {"Connection", "keep-alive, Upgrade"},
                     {"Sec-WebSocket-Version", "13"},
                     {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  return request;
}

// RFC 6455 section 1.3.
TEST(WebSocketHandshake, AnswersTheKeyOfTheRfc) {
  EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketHandshake, TakesAGoodRequest) {
  EXPECT_TRUE(asks_for_websocket(good()));
  EXPECT_TRUE(valid_websocket_request(good()));
}

TEST(WebSocketHandshake, RefusesWhatTheRfcForbids) {
  struct Change {
    const char* header;
    const char* value;
  };
  for (const Change& change :
       {Change{"Connection", "keep-alive"}, Change{"Sec-WebSocket-Version", "8"},
        Change{"Sec-WebSocket-Key", "short"}, Change{"Sec-WebSocket-Key", ""}}) {
    HttpRequest request = good();
    for (auto& [name, value] : request.headers)
      if (name == change.header) value = change.value;
    EXPECT_TRUE(asks_for_websocket(request));
    EXPECT_FALSE(valid_websocket_request(request)) << change.header << ": " << change.value;
  }
  HttpRequest post = good();
  post.method = "POST";
  EXPECT_FALSE(valid_websocket_request(post));
  HttpRequest plain = good();
  plain.headers[0].second = "h2c";
  EXPECT_FALSE(asks_for_websocket(plain));
}

TEST(WebSocketHandshake, OfAClientIsValidForAServer) {
  HttpRequest request;
  request.method = "GET";
  request.headers = websocket_request_headers("AAAAAAAAAAAAAAAAAAAAAA==");
  EXPECT_TRUE(valid_websocket_request(request));
}

}  // namespace
}  // namespace photosieve::net
