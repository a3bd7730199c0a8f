// SPDX-License-Identifier: Apache-2.0
#include "net/http_shard.h"

#include <sys/socket.h>

#include <cerrno>

#include "net/endpoint.h"
#include "net/http_reply.h"

namespace photosieve::net {
namespace {
constexpr int kAcceptsPerTurn = 64;  // so that a flood of connections leaves time for the others
constexpr SteadyNs kAcceptPause = 100'000'000;
constexpr SteadyNs kStopGrace = 500'000'000;  // for goodbyes to reach their peers
}  // namespace

class HttpShard::Listener final : public IoHandler {
 public:
  Listener(HttpShard& shard, UniqueFd fd, bool shared)
      : shard_(shard),
        fd_(std::move(fd)),
        // a socket that several loops watch wakes one of them only
        events_(shared ? EPOLLIN | EPOLLEXCLUSIVE : EPOLLIN),
        pause_(shard.loop().timers(), this,
               [](void* self) { static_cast<Listener*>(self)->watch(); }) {
    watch();
  }
  ~Listener() override { shard_.loop().unwatch(fd_.get()); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void on_io(std::uint32_t) override {
    for (int i = 0; i < kAcceptsPerTurn; ++i) {
      UniqueFd fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!fd.valid()) {
        // Out of descriptors: the backlog stays readable, so look away for a moment.
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
          shard_.loop().unwatch(fd_.get());
          pause_.set(shard_.loop().now() + kAcceptPause);
        }
        return;
      }
      shard_.adopt(std::move(fd));
    }
  }

 private:
  void watch() { static_cast<void>(shard_.loop().watch(fd_.get(), events_, *this)); }

  HttpShard& shard_;
  UniqueFd fd_;
  std::uint32_t events_;
  Timer pause_;
};

HttpShard::HttpShard(HttpServer& server, std::unique_ptr<EventLoop> loop, std::size_t index)
    : server_(server),
      loop_(std::move(loop)),
      index_(index),
      stop_timer_(loop_->timers(), loop_.get(),
                  [](void* stopped) { static_cast<EventLoop*>(stopped)->stop(); }) {}

HttpShard::~HttpShard() {
  // Connections hold timers of the loop and go first; what still calls back finds the shard whole.
  connections_.clear();
  listeners_.clear();
}

void HttpShard::add_listener(UniqueFd fd, bool shared) {
  listeners_.push_back(std::make_unique<Listener>(*this, std::move(fd), shared));
}

void HttpShard::adopt(UniqueFd fd) {
  ++server_.accepted_;
  const HttpServerOptions& options = server_.options();
  if (server_.open_.load() >= options.max_connections) {
    ++server_.refused_;
    return;
  }
  set_no_delay(fd.get());
  set_unsent_limit(fd.get());
  std::string peer = peer_address(fd.get());
  std::unique_ptr<TlsSession> tls;
  if (options.tls) {
    tls = options.tls->session(fd.get(), {});
    if (!tls) return;
  }
  ++server_.open_;
  take(std::make_unique<Connection>(*this, Stream(std::move(fd), std::move(tls)), std::move(peer)));
}

void HttpShard::take(std::unique_ptr<Connection> connection) {
  Connection& taken = *connection;
  connections_.emplace(&taken, std::move(connection));
  taken.start();
}

std::unique_ptr<Connection> HttpShard::release(Connection& connection) {
  const auto found = connections_.find(&connection);
  if (found == connections_.end()) return nullptr;
  auto released = std::move(found->second);
  connections_.erase(found);
  if (stopping_ && connections_.empty()) loop_->stop();
  return released;
}

void HttpShard::dispatch(Connection& connection, HttpRequest&& request) {
  for (const HttpServer::Mounted& mounted : server_.mounts_) {
    const std::string& path = mounted.path;
    const bool below = request.path.compare(0, path.size(), path) == 0;
    // "/socket.io/" takes "/socket.io" too
    const bool same = request.path.size() + 1 == path.size() &&
                      path.compare(0, request.path.size(), request.path) == 0;
    if (below || same) {
      mounted.mount->on_request(connection, std::move(request));
      return;
    }
  }
  if (!server_.handler_) {
    connection.respond({404, {{"Content-Type", "text/plain"}}, "Not Found"});
    return;
  }
  auto link = std::make_shared<ReplyLink>(*loop_, connection);
  connection.set_reply(link);
  server_.handler_(std::move(request), HttpReply(std::make_shared<HttpReply::State>(link)));
}

void HttpShard::begin_stop() {
  listeners_.clear();
  for (const HttpServer::Mounted& mounted : server_.mounts_) mounted.mount->on_stop(*this);
  std::vector<Connection*> open;
  open.reserve(connections_.size());
  for (const auto& [connection, owned] : connections_) open.push_back(connection);
  for (Connection* connection : open) {
    if (connection->is_open()) connection->close_after_writing();
  }
  stopping_ = true;
  if (connections_.empty()) loop_->stop();
  stop_timer_.set(loop_->now() + kStopGrace);
}

void HttpShard::cut_all() {
  while (!connections_.empty()) connections_.begin()->second->close("transport close");
}

void HttpShard::when_written(Task task) {
  written_.push_back(std::move(task));
  loop_->after_turn([this] { run_written(); });
}

void HttpShard::note_blocked(bool blocked) {
  blocked ? ++blocked_ : --blocked_;
  if (blocked_ == 0 && !written_.empty()) loop_->after_turn([this] { run_written(); });
}

void HttpShard::run_written() {
  if (blocked_ > 0) return;
  std::vector<Task> tasks;
  tasks.swap(written_);
  for (Task& task : tasks) task();
}

}  // namespace photosieve::net
