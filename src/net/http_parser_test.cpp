// SPDX-License-Identifier: Apache-2.0
#include "net/http_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

// "GET /a?b [body] rest" of a request fed `step` bytes at a time, or "failed 431".
std::string shown(std::string_view bytes, std::size_t step, const HttpLimits& limits = {}) {
  HttpRequestParser parser(limits);
  while (!bytes.empty()) {
    const std::size_t size = std::min(step, bytes.size());
    std::string_view piece = bytes.substr(0, size);
    bytes.remove_prefix(size);
    const HttpParse parsed = parser.feed(piece);
    if (parsed == HttpParse::kFailed) return "failed " + std::to_string(parser.error_status());
    if (parsed == HttpParse::kNeedMore) continue;
    const HttpRequest request = parser.take();
    return request.method + ' ' + request.path + '?' + request.query + " [" + request.body + "] " +
           std::string(request.keep_alive ? "keep" : "close") + " rest " +
           std::to_string(piece.size() + bytes.size());
  }
  return "more";
}

struct Case {
  const char* bytes;
  const char* expected;
};

TEST(HttpRequestParser, TakesARequestHoweverItIsCut) {
  const Case cases[] = {
      {"GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a?b=1 [] keep rest 0"},
      {"POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET", "POST /p? [hello] keep rest 3"},
      {"POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nX",
       "POST /p? [abcde] keep rest 1"},
      {"POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       "POST /p? [] keep rest 0"},
      {"POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n&", "more"},
      {"GET / HTTP/1.0\r\n\r\n", "GET /? [] close rest 0"},
      {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "GET /? [] close rest 0"},
      {"GET / HTTP/1.1\r\nHost: x", "more"},
      {"NONSENSE\r\n\r\n", "failed 400"},
      {"GET * HTTP/1.1\r\n\r\n", "failed 400"},
      {"GET http://x/ HTTP/1.1\r\n\r\n", "failed 400"},
      {"GET / HTTP/9.9\r\n\r\n", "failed 400"},
      {"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "failed 400"},
      {"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "failed 400"},
      {"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", "failed 400"},
      {"GET / HTTP/1.1\r\nBad Name: x\r\n\r\n", "failed 400"},
      {"POST / HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n", "failed 413"},
  };
  for (const Case& each : cases) {
    for (const std::size_t step : {1, 2, 5, 17, 100000})
      EXPECT_EQ(shown(each.bytes, step), each.expected) << each.bytes << ' ' << step;
  }
}

TEST(HttpRequestParser, RefusesAHeaderOverItsLimits) {
  HttpLimits limits;
  limits.max_header = 200;
  limits.max_fields = 3;
  const std::string wide = "GET / HTTP/1.1\r\nA: " + std::string(300, 'x') + "\r\n\r\n";
  EXPECT_EQ(shown(wide, 100000, limits), "failed 431");
  EXPECT_EQ(shown(wide.substr(0, 250), 1, limits), "failed 431") << "before its end has come";
  EXPECT_EQ(shown("GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n", 1, limits),
            "failed 431");
}

TEST(HttpRequestParser, RefusesAChunkedBodyOverItsLimit) {
  HttpLimits limits;
  limits.max_body = 4;
  EXPECT_EQ(shown("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                  1, limits),
            "failed 413");
}

TEST(HttpRequestParser, SaysOnceThatTheClientWaitsForAWordToGoOn) {
  HttpRequestParser parser({});
  std::string_view head = "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
  ASSERT_EQ(parser.feed(head), HttpParse::kNeedMore);
  EXPECT_TRUE(parser.take_continue());
  EXPECT_FALSE(parser.take_continue());
}

TEST(HttpResponseParser, TakesAnswersWithAndWithoutLength) {
  HttpResponseParser with_length({});
  std::string_view bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nokHTTP";
  ASSERT_EQ(with_length.feed(bytes), HttpParse::kComplete);
  EXPECT_EQ(bytes, "HTTP");
  const HttpResponse response = with_length.take();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "ok");
  EXPECT_EQ(find_header(response.headers, "x-a"), "b");
  EXPECT_TRUE(with_length.keep_alive());

  HttpResponseParser until_end({});
  bytes = "HTTP/1.1 200 OK\r\n\r\nall of it";
  ASSERT_EQ(until_end.feed(bytes), HttpParse::kNeedMore);
  ASSERT_EQ(until_end.end(), HttpParse::kComplete);
  EXPECT_EQ(until_end.take().body, "all of it");

  HttpResponseParser nothing({});
  EXPECT_EQ(nothing.end(), HttpParse::kFailed);
}

}  // namespace
}  // namespace photosieve::net
