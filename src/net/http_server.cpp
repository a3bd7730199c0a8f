// SPDX-License-Identifier: Apache-2.0
#include "net/http_server.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/http_shard.h"

namespace photosieve::net {

struct HttpServer::Impl {
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable changed;
  bool running = false;  // mutex
};

HttpServer::HttpServer(HttpServerOptions options)
    : options_(std::move(options)), impl_(std::make_unique<Impl>()) {
  options_.loops = std::clamp<std::size_t>(options_.loops, 1, 64);
  for (std::size_t i = 0; i < options_.loops; ++i) {
    auto loop = EventLoop::create();
    if (!loop) break;  // start() says so
    shards_.push_back(std::make_unique<HttpShard>(*this, *std::move(loop), i));
  }
}

HttpServer::~HttpServer() {
  stop();
}

Result<> HttpServer::listen(const Endpoint& endpoint) {
  if (shards_.size() != options_.loops)
    return fail(ErrorKind::kRetry, "the kernel gave no descriptors for the event loops");
  const bool is_unix = !endpoint.unix_path.empty();
  const bool each_its_own = !is_unix && shards_.size() > 1;
  Endpoint actual = endpoint;
  PS_TRY(UniqueFd first, listen_on(actual, options_.share_port || each_its_own));
  if (is_unix)
    unix_paths_.push_back(endpoint.unix_path);
  else
    actual.port = bound_port(first.get());
  if (port_ == 0) port_ = actual.port;

  const int fd = first.get();
  shards_[0]->add_listener(std::move(first), is_unix && shards_.size() > 1);
  for (std::size_t i = 1; i < shards_.size(); ++i) {
    if (each_its_own) {
      PS_TRY(UniqueFd next, listen_on(actual, true));
      shards_[i]->add_listener(std::move(next), false);
    } else {
      shards_[i]->add_listener(UniqueFd(::dup(fd)), true);
    }
  }
  return {};
}

void HttpServer::handle(HttpHandler handler) {
  handler_ = std::move(handler);
}

void HttpServer::mount(std::string path, HttpMount& mount) {
  if (path.empty() || path.back() != '/') path.push_back('/');
  mounts_.push_back({std::move(path), &mount});
}

Result<> HttpServer::start() {
  if (shards_.size() != options_.loops)
    return fail(ErrorKind::kRetry, "the kernel gave no descriptors for the event loops");
  const std::scoped_lock lock(impl_->mutex);
  if (impl_->running || !impl_->threads.empty())
    return fail(ErrorKind::kUsage, "a server starts once");
  impl_->running = true;
  for (const auto& shard : shards_)
    impl_->threads.emplace_back([&loop = shard->loop()] { loop.run(); });
  return {};
}

void HttpServer::stop() {
  std::vector<std::thread> threads;
  {
    const std::scoped_lock lock(impl_->mutex);
    if (!impl_->running) return;
    impl_->running = false;
    threads.swap(impl_->threads);
  }
  for (const auto& shard : shards_) shard->loop().post([&shard = *shard] { shard.begin_stop(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& path : unix_paths_) ::unlink(path.c_str());
  impl_->changed.notify_all();
}

void HttpServer::wait() {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait(lock, [&] { return !impl_->running; });
}

HttpStats HttpServer::stats() const {
  return {accepted_.load(), open_.load(), refused_.load(), dropped_slow_.load(),
          bad_requests_.load()};
}

EventLoop& HttpServer::loop(std::size_t index) {
  return shards_[index]->loop();
}

void HttpServer::when_written(std::function<void()> task) {
  // The last loop that is done runs it.
  auto left = std::make_shared<std::atomic<std::size_t>>(shards_.size());
  auto shared = std::make_shared<std::function<void()>>(std::move(task));
  for (const auto& shard : shards_) {
    shard->loop().run_in_order([shard = shard.get(), left, shared] {
      shard->when_written([left, shared] {
        if (left->fetch_sub(1) == 1) (*shared)();
      });
    });
  }
}

}  // namespace photosieve::net
