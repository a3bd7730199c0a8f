// HTTP messages as plain data: what a handler is given and what it answers.
//
// Names of header fields compare without regard to case. Bodies are bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/unique_fd.h"

namespace photosieve::net {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The value of the first such field, or "".
[[nodiscard]] std::string_view find_header(const HttpHeaders& headers, std::string_view name);

struct HttpRequest {
  std::string method;
  std::string path;   // as sent, up to the '?'; not decoded
  std::string query;  // after the '?'
  HttpHeaders headers;
  std::string body;
  std::string peer;  // the other end's address, without the port; "" on a Unix socket
  bool keep_alive = true;
  bool secure = false;  // came by TLS

  [[nodiscard]] std::string_view header(std::string_view name) const {
    return find_header(headers, name);
  }
};

// A part of an opened file as a body: sent piece by piece as the peer takes it, so that a large one
// and a slow peer cost no memory. The file must not become shorter meanwhile.
struct HttpFile {
  UniqueFd file;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers;  // Content-Length and Connection are added
  std::string body;
  std::shared_ptr<const HttpFile> file{};  // in place of `body`; shared by copies of the response
};

// "200 OK" as bytes on the wire; without the body for HEAD, and without a file's bytes.
[[nodiscard]] std::string encode_response(const HttpResponse& response, bool keep_alive,
                                          bool head_only);

// A request as a client sends it; `host` goes into the Host field.
[[nodiscard]] std::string encode_request(const HttpRequest& request, std::string_view host);

[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace photosieve::net
