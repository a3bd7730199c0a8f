// HttpRequestParser and HttpResponseParser: HTTP/1.1 messages out of bytes as they come.
//
// The only unit that includes Boost.Beast; its parser is kept behind a pointer and made new for
// every message. Chunked bodies are put together.
// Limits   header and body sizes; over them the status says 431 or 413.
// Errors   an HTTP status to answer with (400, 413, 431, 505 as 400).
// Threads  one at a time a parser.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "net/http_message.h"

namespace photosieve::net {

struct HttpLimits {
  std::uint32_t max_header = 16 * 1024;
  std::uint64_t max_body = 1'000'000;
  std::size_t max_fields = 100;
};

enum class HttpParse : std::uint8_t { kNeedMore, kComplete, kFailed };

class HttpRequestParser {
 public:
  explicit HttpRequestParser(const HttpLimits& limits);
  ~HttpRequestParser();
  HttpRequestParser(const HttpRequestParser&) = delete;
  HttpRequestParser& operator=(const HttpRequestParser&) = delete;

  // Takes from the front of `bytes` what belongs to the message.
  [[nodiscard]] HttpParse feed(std::string_view& bytes);
  [[nodiscard]] HttpRequest take();        // after kComplete
  [[nodiscard]] int error_status() const;  // after kFailed
  [[nodiscard]] bool header_complete() const;
  [[nodiscard]] bool take_continue();  // true once, when the header asks for 100 Continue

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class HttpResponseParser {
 public:
  explicit HttpResponseParser(const HttpLimits& limits);
  ~HttpResponseParser();
  HttpResponseParser(const HttpResponseParser&) = delete;
  HttpResponseParser& operator=(const HttpResponseParser&) = delete;

  [[nodiscard]] HttpParse feed(std::string_view& bytes);
  // The stream has ended: completes a body without a length.
  [[nodiscard]] HttpParse end();
  [[nodiscard]] HttpResponse take();  // after kComplete
  [[nodiscard]] bool keep_alive() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photosieve::net
