// Emitter: whom an event goes to and how, put together step by step.
//
//   io.of("/").to("session_1").except("muted").latest("progress").emit("progress_update", json);
//
// The event is encoded once, on the calling thread, whatever the number of receivers, and crosses
// into each event loop with one post.
// Threads  emit() any; one object one thread.
// Errors   none: who has gone, or reads too slowly, misses the event.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "net/json.h"
#include "net/recovery_log.h"

namespace photosieve::net {

class NamespaceState;
class Socket;

class Emitter {
 public:
  explicit Emitter(NamespaceState& nsp) : nsp_(&nsp) {}
  Emitter(NamespaceState& nsp, std::shared_ptr<Socket> only) : nsp_(&nsp), only_(std::move(only)) {}

  // Members of any of the rooms; a socket's id is a room of its own.
  Emitter& to(std::string room);
  Emitter& except(std::string room);
  // Of the events with this key that wait for one receiver only the newest is sent.
  Emitter& latest(std::string key);
  // Dropped for a receiver that cannot take it at once; never recovered.
  Emitter& volatile_only();

  template <class... Values>
  void emit(std::string_view event, Values&&... values) {
    emit_args(event, Args{Json(std::forward<Values>(values))...});
  }
  void emit_args(std::string_view event, Args args);

 private:
  NamespaceState* nsp_;
  std::shared_ptr<Socket> only_;
  Target target_;
  std::string key_;
  bool volatile_ = false;
};

}  // namespace photosieve::net
