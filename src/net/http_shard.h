// HttpShard: one event loop's part of an HttpServer: its loop, listeners and connections.
//
// HttpMount is what takes over paths (Engine.IO does).
// Threads  the loop's, but for the constructor and what is marked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "net/connection.h"
#include "net/event_loop.h"
#include "net/gather_cache.h"
#include "net/http_server.h"

namespace photosieve::net {

class HttpMount {
 public:
  virtual ~HttpMount() = default;
  // Answers the request on the connection, now or later, or takes it over.
  virtual void on_request(Connection& connection, HttpRequest&& request) = 0;
  // The server stops: say goodbye on this loop.
  virtual void on_stop(HttpShard& shard) = 0;
};

class HttpShard {
 public:
  HttpShard(HttpServer& server, std::unique_ptr<EventLoop> loop, std::size_t index);
  ~HttpShard();
  HttpShard(const HttpShard&) = delete;
  HttpShard& operator=(const HttpShard&) = delete;

  [[nodiscard]] EventLoop& loop() { return *loop_; }
  [[nodiscard]] HttpServer& server() { return server_; }
  [[nodiscard]] std::size_t index() const { return index_; }

  void add_listener(UniqueFd fd, bool shared);  // before the loop runs
  void adopt(UniqueFd fd);                      // an accepted socket
  void dispatch(Connection& connection, HttpRequest&& request);

  // Gives the connection up to the caller.
  [[nodiscard]] std::unique_ptr<Connection> release(Connection& connection);
  [[nodiscard]] bool owns(Connection& connection) const {
    return connections_.contains(&connection);
  }
  void take(std::unique_ptr<Connection> connection);

  void begin_stop();  // closes listeners, tells mounts, ends what is left
  void cut_all();     // closes every connection at once; for tests of what follows
  void when_written(Task task);
  void note_blocked(bool blocked);
  [[nodiscard]] GatherCache& gather_cache() { return gather_cache_; }
  void count_closed() { --server_.open_; }
  void count_slow() { ++server_.dropped_slow_; }
  void count_bad_request() { ++server_.bad_requests_; }

 private:
  class Listener;

  void run_written();

  HttpServer& server_;
  std::unique_ptr<EventLoop> loop_;
  std::size_t index_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::size_t blocked_ = 0;    // connections whose kernel buffer is full
  std::vector<Task> written_;  // wait for blocked_ to be 0
  GatherCache gather_cache_;
  Timer stop_timer_;
  bool stopping_ = false;
};

}  // namespace photosieve::net
