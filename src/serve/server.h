// Server: dashboard, REST and real-time events on one address.
//
// make() checks all that a person can have got wrong (address and token, roots, database, web
// files); start() listens. Live events are made over sockets() between the two. Whoever makes it
// stops the session host first, so that every command that came is answered, then live events, then
// this.
// Requests go: who may ask (access) → which handler (router, else web files) → the handler, which
// answers from a reader's thread or by the host.
// Errors   kUsage for options, kRetry for an address in use, the store's.
// Threads  make(), start(), stop() one; sockets() is set up between make() and start().
// Lifetime hub, host and clock must outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "net/endpoint.h"
#include "net/socket_server.h"
#include "publish/hub.h"
#include "run/session_host.h"

namespace photosieve {

struct ServerOptions {
  net::Endpoint endpoint{"127.0.0.1", 8000, {}};
  std::string token_file;          // "": none; any address but loopback needs one
  std::string tls_certificate;     // a PEM file, with those it was signed by; "": plain HTTP
  std::string tls_key;             // its PEM file
  std::vector<std::string> roots;  // none: the user's home and the current directory
  std::string database;            // an address
  std::string version;
  std::string web_folder;        // "": a page that says how to build them
  std::string thumbnail_folder;  // "": thumbnails are not kept
  std::uint64_t thumbnail_bytes = std::uint64_t{256} << 20U;
  std::size_t loops = 1;
  unsigned readers = 2;
  std::string worker_binary = "/proc/self/exe";  // for the check of /system
};

class Server {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Server>> make(ServerOptions options, Hub& hub,
                                                            SessionHost& host, const Clock& clock);
  ~Server();  // stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] net::SocketServer& sockets();

  [[nodiscard]] Result<> start();
  void stop();

  [[nodiscard]] std::uint16_t port() const;  // as the kernel chose it; 0 for a Unix socket
  [[nodiscard]] std::string url() const;     // for a person: "http://127.0.0.1:8000"
  // Other machines reach it, and nothing keeps who is on the way from reading tokens.
  [[nodiscard]] bool tells_tokens_in_the_clear() const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace photosieve
