// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <gtest/gtest.h>

namespace photosieve::net {
namespace {

TEST(HttpMessage, WritesAResponse) {
  const HttpResponse response{200, {{"Content-Type", "text/plain"}}, "hi"};
  EXPECT_EQ(encode_response(response, true, false),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(encode_response(response, false, true),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
            "Connection: close\r\n\r\n")
      << "for HEAD, without the body";
  EXPECT_EQ(encode_response({204, {}, "dropped"}, true, false), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(HttpMessage, LetsNoHeaderBeginAnother) {
  const HttpResponse response{302, {{"Location", "/a\r\nSet-Cookie: x=1"}}, ""};
  EXPECT_EQ(encode_response(response, true, false),
            "HTTP/1.1 302 Found\r\nLocation: /aSet-Cookie: x=1\r\nContent-Length: 0\r\n\r\n");
}

TEST(HttpMessage, WritesARequest) {
  const HttpRequest request{
      .method = "POST", .path = "/p", .query = "a=1", .headers = {{"X", "y"}}};
  EXPECT_EQ(encode_request(request, "h:1"),
            "POST /p?a=1 HTTP/1.1\r\nHost: h:1\r\nX: y\r\nContent-Length: 0\r\n\r\n");
}

TEST(HttpMessage, FindsHeadersWhateverTheirCase) {
  HttpRequest request;
  request.headers = {{"Origin", "a"}, {"origin", "b"}};
  EXPECT_EQ(request.header("ORIGIN"), "a");
  EXPECT_EQ(request.header("Cookie"), "");
}

TEST(HttpMessage, KnowsThePhrases) {
  EXPECT_EQ(reason_phrase(404), "Not Found");
  EXPECT_EQ(reason_phrase(299), "Unknown");
}

}  // namespace
}  // namespace photosieve::net
