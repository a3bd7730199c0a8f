// Stream: a non-blocking socket, plain or under TLS.
//
// Under TLS a piece that OpenSSL could not send whole is kept inside and counts as written: the
// caller's queue may change meanwhile, the record may not. flush() sends it.
// Errors   as an IoStatus; only a certificate that is refused says why (distrust()).
// Threads  one at a time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "base/unique_fd.h"
#include "net/tls.h"

namespace photosieve::net {

class Stream {
 public:
  explicit Stream(UniqueFd fd, std::unique_ptr<TlsSession> tls = nullptr)
      : fd_(std::move(fd)), tls_(std::move(tls)) {}

  [[nodiscard]] IoResult read(std::span<char> buffer);
  // Takes as much as goes; fewer bytes than offered means that the kernel is full.
  [[nodiscard]] IoResult write(std::span<const iovec> slices);
  // Sends what TLS has kept; kDone when nothing is kept.
  [[nodiscard]] IoStatus flush();

  // True when reading should go on until kAgain: TLS may hold data that epoll does not see.
  [[nodiscard]] bool holds_data() const { return tls_ != nullptr; }
  [[nodiscard]] bool secure() const { return tls_ != nullptr; }
  [[nodiscard]] int fd() const { return fd_.get(); }
  // Why the peer's certificate was refused; "" where it was not, and without TLS.
  [[nodiscard]] std::string distrust() const {
    return tls_ == nullptr ? std::string() : tls_->distrust();
  }
  void shutdown_writing();
  void close();

 private:
  UniqueFd fd_;
  std::unique_ptr<TlsSession> tls_;
};

}  // namespace photosieve::net
