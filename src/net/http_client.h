// HttpClient: one request at a time over one connection that is kept open between them.
//
// Threads  its loop's only.
// Errors   the callback gets kRetry when the connection fails before the answer is whole.
// Limits   answers of at most `max_body` bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/client_connection.h"
#include "net/http_message.h"
#include "net/http_parser.h"

namespace photosieve::net {

class HttpClient final : public ClientConnection {
 public:
  using Callback = std::function<void(Result<HttpResponse>)>;

  HttpClient(const ClientNetwork& network, std::uint64_t max_body);

  // Only when not busy. May call back at once when the server cannot be reached.
  void request(const HttpRequest& request, Callback callback);
  [[nodiscard]] bool is_busy() const { return callback_ != nullptr; }
  // Forgets the request under way; its callback is not called.
  void abandon();

 private:
  void on_bytes(std::span<char> bytes) override;
  void on_lost(const std::string& reason) override;
  void finish(Result<HttpResponse> result);

  std::uint64_t max_body_;
  std::unique_ptr<HttpResponseParser> parser_;
  Callback callback_;
};

}  // namespace photosieve::net
