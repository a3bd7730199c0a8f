// SPDX-License-Identifier: Apache-2.0
#include "net/engine_server.h"

#include "net/engine_shard.h"

namespace photosieve::net {

class EngineServer::Mount final : public HttpMount {
 public:
  Mount(HttpServer& http, EngineOptions options, EngineFactory factory) {
    shared.options = std::move(options);
    shared.factory = std::move(factory);
    shared.max_queued_bytes = http.options().max_queued_bytes;
    for (std::size_t i = 0; i < http.loop_count(); ++i)
      shards.push_back(std::make_unique<EngineShard>(shared, http.shard(i)));
  }

  void on_request(Connection& connection, HttpRequest&& request) override {
    shards[connection.shard().index()]->on_request(connection, std::move(request));
  }
  void on_stop(HttpShard& shard) override { shards[shard.index()]->on_stop(); }

  EngineShared shared;
  std::vector<std::unique_ptr<EngineShard>> shards;
};

EngineServer::EngineServer(HttpServer& http, const std::string& path, EngineOptions options,
                           EngineFactory factory)
    : mount_(std::make_unique<Mount>(http, std::move(options), std::move(factory))) {
  http.mount(path, *mount_);
}

EngineServer::~EngineServer() = default;

const EngineOptions& EngineServer::options() const {
  return mount_->shared.options;
}

EngineStats EngineServer::stats() const {
  const EngineShared& shared = mount_->shared;
  return {shared.sessions.load(), shared.opened.load(), shared.dropped_slow.load()};
}

}  // namespace photosieve::net
