// Ack: the answer to one event, once, from any thread.
//
// A handler may keep it and answer later. Further answers do nothing; answers to a client that has
// gone or has not asked go nowhere. It must not outlive the server.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "net/json.h"

namespace photosieve::net {

class Ack {
 public:
  // Called once: with the answer, or with null when every copy has gone without one.
  using Done = std::function<void(Args*)>;

  Ack() = default;
  Ack(Done done, bool wanted) : state_(std::make_shared<State>(std::move(done))), wanted_(wanted) {}

  template <class... Values>
  void operator()(Values&&... values) const {
    send(Args{Json(std::forward<Values>(values))...});
  }
  void send(Args args) const {
    if (state_) state_->finish(&args);
  }
  // True when the client has asked for an answer.
  explicit operator bool() const { return wanted_; }

 private:
  class State {
   public:
    explicit State(Done done) : done_(std::move(done)) {}
    ~State() { finish(nullptr); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    void finish(Args* args) {
      if (!finished_.exchange(true) && done_) done_(args);
    }

   private:
    Done done_;
    std::atomic<bool> finished_{false};
  };

  std::shared_ptr<State> state_;  // shared by the copies of the Ack
  bool wanted_ = false;
};

}  // namespace photosieve::net
