// SPDX-License-Identifier: Apache-2.0
#include "net/socket_server.h"

#include <map>

#include "net/conversation.h"
#include "net/namespace_state.h"

namespace photosieve::net {

struct SocketServer::Impl final : ConversationHost {
  Impl(HttpServer& server, SocketServerOptions given)
      : http(server),
        settings(std::move(given)),
        engine(server, settings.path, settings.engine,
               [this](EngineSession& session, HttpRequest&& request) {
                 return std::make_unique<Conversation>(*this, session, session.loop_index(),
                                                       std::move(request));
               }) {}

  [[nodiscard]] const SocketServerOptions& options() const override { return settings; }
  [[nodiscard]] NamespaceState* find(std::string_view name) override {
    const auto found = namespaces.find(name);
    return found == namespaces.end() ? nullptr : &found->second->state();
  }

  HttpServer& http;
  const SocketServerOptions settings;
  std::map<std::string, std::unique_ptr<Namespace>, std::less<>> namespaces;
  EngineServer engine;
};

SocketServer::SocketServer(HttpServer& http, SocketServerOptions options)
    : impl_(std::make_unique<Impl>(http, std::move(options))) {
  of("/");  // always there, as in every Socket.IO server
}

SocketServer::~SocketServer() = default;

Namespace& SocketServer::of(std::string name) {
  if (name.empty() || name[0] != '/') name.insert(0, 1, '/');
  auto& found = impl_->namespaces[name];
  if (!found) {
    found = std::make_unique<Namespace>(
        std::make_unique<NamespaceState>(name, impl_->http, impl_->settings));
  }
  return *found;
}

EngineStats SocketServer::stats() const {
  return impl_->engine.stats();
}

HttpServer& SocketServer::http() {
  return impl_->http;
}

}  // namespace photosieve::net
