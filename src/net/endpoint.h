// Endpoint: where to listen or connect, and the sockets for it.
//
// Text     "127.0.0.1:8000", "[::1]:8000", "localhost:8000", "unix:/run/x.sock".
// Errors   kUsage for text that is no endpoint; kRetry where the kernel refuses (address in use).
// Threads  any. connect_to() resolves names and may take as long as the resolver does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace photosieve::net {

struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: the kernel picks one
  std::string unix_path;   // when set, host and port mean nothing
};

[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text);
[[nodiscard]] std::string to_text(const Endpoint& endpoint);

// A listening, non-blocking socket. A stale socket file that nobody listens on is replaced; one
// that is listened on is an error. With `share_port` several sockets take turns (SO_REUSEPORT).
[[nodiscard]] Result<UniqueFd> listen_on(const Endpoint& endpoint, bool share_port);

// The port a socket is bound to; 0 for a Unix socket.
[[nodiscard]] std::uint16_t bound_port(int fd);

// A non-blocking socket on its way to the endpoint: writable when connected, or failed by
// connect_error().
[[nodiscard]] Result<UniqueFd> connect_to(const Endpoint& endpoint);
[[nodiscard]] int connect_error(int fd);

// The address of the other end without its port; "" for a Unix socket.
[[nodiscard]] std::string peer_address(int fd);

// Small writes go out at once. Nothing on Unix sockets.
void set_no_delay(int fd);

// The kernel keeps at most about 128 kB that it has not sent yet, in place of megabytes: what waits
// for a slow reader waits with us, where newer values replace it. Nothing on Unix sockets.
void set_unsent_limit(int fd);

}  // namespace photosieve::net
