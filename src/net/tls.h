// TLS by OpenSSL, where the build has it: contexts (certificates) and sessions (one a connection).
//
// Without OpenSSL every maker of a context fails with a sentence that says so; nothing else of the
// library changes.
// Errors   kFatal for a certificate or key that cannot be read.
// Threads  a context any; a session one at a time.
// Cost     about 50 kB a session, OpenSSL's own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace photosieve::net {

enum class IoStatus : std::uint8_t { kDone, kAgain, kClosed, kFailed };

struct IoResult {
  IoStatus status = IoStatus::kDone;
  std::size_t bytes = 0;
};

class TlsSession {
 public:
  virtual ~TlsSession() = default;
  [[nodiscard]] virtual IoResult read(std::span<char> buffer) = 0;
  [[nodiscard]] virtual IoResult write(std::span<const iovec> slices) = 0;
  [[nodiscard]] virtual IoStatus flush() = 0;
  virtual void say_goodbye() = 0;
  // Why the peer's certificate was refused, in OpenSSL's words; "" where it was not.
  [[nodiscard]] virtual std::string distrust() const = 0;
};

class TlsContext {
 public:
  virtual ~TlsContext() = default;

  // PEM files: the certificate with its chain, and its private key.
  [[nodiscard]] static Result<std::shared_ptr<TlsContext>> server(const std::string& certificate,
                                                                  const std::string& key);
  // Verifies the peer against `authorities` (a PEM file), or the system's when that is "".
  [[nodiscard]] static Result<std::shared_ptr<TlsContext>> client(const std::string& authorities);

  // `host` is the name that a client asks for and verifies; "" for a server.
  [[nodiscard]] virtual std::unique_ptr<TlsSession> session(int fd, const std::string& host) = 0;
};

}  // namespace photosieve::net
