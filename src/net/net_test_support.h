// What the tests of net share: a server that runs, raw sockets to it, and boxes to wait on.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <utility>

#include "base/result.h"
#include "base/unique_fd.h"
#include "net/endpoint.h"
#include "net/http_shard.h"
#include "net/socket_server.h"
#include "net/websocket_frame.h"

namespace photosieve::net {

inline constexpr std::chrono::seconds kPatience{20};  // sanitizers on a busy machine are slow

// Values that callbacks on other threads put in, taken out in their order. Gives up loudly.
template <class T>
class Box {
 public:
  void put(T value) {
    const std::scoped_lock lock(mutex_);
    values_.push_back(std::move(value));
    filled_.notify_all();
  }
  T get() {
    std::unique_lock lock(mutex_);
    const bool came_in_time = filled_.wait_for(lock, kPatience, [&] { return !values_.empty(); });
    PS_CHECK(came_in_time);
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }
  std::size_t size() {
    const std::scoped_lock lock(mutex_);
    return values_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<T> values_;
};

struct TestServerOptions {
  HttpServerOptions http;
  SocketServerOptions socket;
  std::uint16_t port = 0;
  bool unix_socket = false;
};

class TestServer {
 public:
  explicit TestServer(TestServerOptions options = {})
      : options_(std::move(options)), http_(options_.http), io_(http_, options_.socket) {
    if (options_.unix_socket)
      path_ = "/tmp/photosieve_net_test_" + std::to_string(::getpid()) + ".sock";
  }

  void start() {
    Endpoint endpoint;
    endpoint.port = options_.port;
    endpoint.unix_path = path_;
    const auto listening = http_.listen(endpoint);
    PS_CHECK(listening.has_value());
    const auto started = http_.start();
    PS_CHECK(started.has_value());
  }

  [[nodiscard]] SocketServer& io() { return io_; }
  [[nodiscard]] HttpServer& http() { return http_; }
  [[nodiscard]] std::uint16_t port() const { return http_.port(); }
  [[nodiscard]] std::string url() const {
    if (options_.unix_socket) return "unix:" + path_;
    return (options_.http.tls ? "https://localhost:" : "http://127.0.0.1:") +
           std::to_string(http_.port());
  }

  // Every connection is reset, as by a cable.
  void cut_connections() {
    for (std::size_t i = 0; i < http_.loop_count(); ++i)
      http_.loop(i).post([&shard = http_.shard(i)] { shard.cut_all(); });
  }

 private:
  TestServerOptions options_;
  std::string path_;
  HttpServer http_;
  SocketServer io_;

 public:
  ~TestServer() { http_.stop(); }  // before io_ goes
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
};

// A blocking socket to a test server, spoken to by hand.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) {
    Endpoint endpoint;
    endpoint.port = port;
    auto fd = connect_to(endpoint);
    PS_CHECK(fd.has_value());
    fd_ = *std::move(fd);
    const int flags = ::fcntl(fd_.get(), F_GETFL);
    ::fcntl(fd_.get(), F_SETFL, flags & ~O_NONBLOCK);
    const timeval patience{20, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }

  // False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  bool send_text(std::string_view text) {
    std::string frame;
    append_masked_frame(frame, Opcode::kText, text, 0x12345678);
    return send(frame);
  }

  // What has come by the time `end` is seen; all until the connection closes when it is never.
  std::string receive_until(std::string_view end) {
    while (received_.find(end) == std::string::npos) {
      std::array<char, 4096> buffer{};
      const ssize_t got = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
      if (got <= 0) return std::exchange(received_, {});
      received_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    const std::size_t size = received_.find(end) + end.size();
    std::string taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }
  std::string receive_all() { return receive_until("\x01no such thing\x01"); }

  void open_websocket(std::string_view path = "/socket.io/") {
    send("GET " + std::string(path) +
         "?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    receive_until("maxPayload");
    receive_until("}");
  }
  void connect_namespace() {
    open_websocket();
    send_text("40");
    receive_until("\"sid\"");
    receive_until("}");
  }
  void close() { fd_.reset(); }
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  UniqueFd fd_;
  std::string received_;
};

}  // namespace photosieve::net
