// SPDX-License-Identifier: Apache-2.0
#include "net/namespace.h"

#include "net/namespace_state.h"

namespace photosieve::net {

Namespace::Namespace(std::unique_ptr<NamespaceState> state) : state_(std::move(state)) {}
Namespace::~Namespace() = default;

void Namespace::use(Middleware middleware) {
  state_->middleware.push_back(std::move(middleware));
}

void Namespace::on_connect(ConnectHandler handler) {
  state_->on_connect = std::move(handler);
}

void Namespace::on_disconnect(DisconnectHandler handler) {
  state_->on_disconnect = std::move(handler);
}

void Namespace::on(std::string event, EventHandler handler) {
  state_->handlers[std::move(event)] = std::move(handler);
}

void Namespace::on_any(EventHandler handler) {
  state_->on_any = std::move(handler);
}

Emitter Namespace::everyone() {
  return Emitter(*state_);
}

Emitter Namespace::to(std::string room) {
  return everyone().to(std::move(room));
}

Emitter Namespace::except(std::string room) {
  return everyone().except(std::move(room));
}

std::size_t Namespace::size() const {
  return state_->connected.load();
}

}  // namespace photosieve::net
