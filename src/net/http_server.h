// HttpServer: listening sockets, event loops and plain HTTP; the ground that SocketServer stands
// on.
//
// Use      listen() one or more times, mount what is wanted (SocketServer does so by itself), then
//          start(); stop() ends every connection in order. Requests that no mount takes go to the
//          handler; without one they get 404.
// Threads  start() makes one thread for each loop. The handler runs on a loop's thread and must not
//          block; it may keep the HttpReply and answer from any thread. Everything else is called
//          by one thread, before start() or after stop().
// Lifetime what is mounted must live until stop() has returned.
// Limits   see HttpServerOptions: nothing that a peer sends grows without one.
// Errors   a peer's mistake is answered to the peer (400, 408, 413, 431, 503) and goes no further.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/endpoint.h"
#include "net/http_message.h"
#include "net/http_parser.h"
#include "net/tls.h"

namespace photosieve::net {

class Connection;
class EventLoop;
class HttpShard;
class HttpMount;

struct HttpServerOptions {
  std::size_t loops = 1;  // event loops, a thread each; at most 64
  HttpLimits limits;
  std::size_t max_connections = 100'000;                // beyond them a new one is closed at once
  std::size_t max_queued_bytes = std::size_t{1} << 20;  // of memory for one slow reader
  std::int64_t request_timeout_ms = 10'000;             // for a whole request to arrive
  std::int64_t idle_timeout_ms = 65'000;                // between requests
  bool share_port = false;                              // SO_REUSEPORT towards other processes
  std::shared_ptr<TlsContext> tls;                      // none: plain
  // Makes the answer to what is no request (its status: 400, 408, 413, 431); none: one without a
  // body. On a loop's thread.
  std::function<HttpResponse(int status)> refusal;
};

// Answers one request, from any thread, once; later calls and answers to a peer that has gone do
// nothing. Dropped without an answer it says 500.
class HttpReply {
 public:
  class State;
  explicit HttpReply(std::shared_ptr<State> state) : state_(std::move(state)) {}
  void send(HttpResponse response) const;

 private:
  std::shared_ptr<State> state_;  // shared by the copies of the reply
};

using HttpHandler = std::function<void(HttpRequest&&, HttpReply)>;

struct HttpStats {
  std::uint64_t accepted = 0;
  std::uint64_t open = 0;
  std::uint64_t refused = 0;       // over max_connections
  std::uint64_t dropped_slow = 0;  // over max_queued_bytes
  std::uint64_t bad_requests = 0;
};

class HttpServer {
 public:
  explicit HttpServer(HttpServerOptions options = {});
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] Result<> listen(const Endpoint& endpoint);
  // The port of the first TCP endpoint, as the kernel chose it.
  [[nodiscard]] std::uint16_t port() const { return port_; }

  void handle(HttpHandler handler);
  // Requests whose path is `path` or below it. For SocketServer and EngineServer.
  void mount(std::string path, HttpMount& mount);

  [[nodiscard]] Result<> start();
  void stop();
  // Until another thread or a handler has called stop().
  void wait();

  [[nodiscard]] HttpStats stats() const;  // any thread

  // Runs `task` on a loop once everything sent so far is with the kernel. Any thread.
  void when_written(std::function<void()> task);

  // For mounts. The loops exist from construction on.
  [[nodiscard]] std::size_t loop_count() const { return shards_.size(); }
  [[nodiscard]] EventLoop& loop(std::size_t index);
  [[nodiscard]] HttpShard& shard(std::size_t index) { return *shards_[index]; }
  [[nodiscard]] const HttpServerOptions& options() const { return options_; }

 private:
  friend class HttpShard;
  struct Impl;

  struct Mounted {
    std::string path;
    HttpMount* mount;
  };

  HttpServerOptions options_;
  std::vector<std::unique_ptr<HttpShard>> shards_;
  std::vector<Mounted> mounts_;
  HttpHandler handler_;
  std::vector<std::string> unix_paths_;  // to be removed at the end
  std::uint16_t port_ = 0;
  std::unique_ptr<Impl> impl_;  // threads
  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> open_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> dropped_slow_{0};
  std::atomic<std::uint64_t> bad_requests_{0};
};

}  // namespace photosieve::net
