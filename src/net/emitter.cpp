// SPDX-License-Identifier: Apache-2.0
#include "net/emitter.h"

#include "net/namespace_state.h"

namespace photosieve::net {

Emitter& Emitter::to(std::string room) {
  target_.rooms.push_back(std::move(room));
  return *this;
}

Emitter& Emitter::except(std::string room) {
  target_.except.push_back(std::move(room));
  return *this;
}

Emitter& Emitter::latest(std::string key) {
  key_ = std::move(key);
  return *this;
}

Emitter& Emitter::volatile_only() {
  volatile_ = true;
  return *this;
}

void Emitter::emit_args(std::string_view event, Args args) {
  NamespaceState::Sending sending{target_, key_, volatile_, only_};
  if (only_) sending.target.only = only_->id();
  nsp_->send(std::move(sending), event, std::move(args));
}

}  // namespace photosieve::net
