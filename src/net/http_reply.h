// ReplyLink: the way back from any thread to the connection that waits for an answer.
//
// Threads  send() any; detach() on the connection's loop.
// Lifetime shared by the copies of an HttpReply and by the connection, which detaches it when it
//          has been answered or closes. The server must outlive it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "net/connection.h"
#include "net/http_server.h"

namespace photosieve::net {

class ReplyLink : public std::enable_shared_from_this<ReplyLink> {
 public:
  ReplyLink(EventLoop& loop, Connection& connection) : loop_(loop), connection_(&connection) {}

  void send(HttpResponse response);
  void detach() { connection_ = nullptr; }

 private:
  EventLoop& loop_;
  Connection* connection_;  // the loop's only
  std::atomic<bool> answered_{false};
};

// Held by the copies of one HttpReply.
class HttpReply::State {
 public:
  explicit State(std::shared_ptr<ReplyLink> link) : link_(std::move(link)) {}
  ~State() { link_->send({500, {}, "no answer was given"}); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  void send(HttpResponse response) { link_->send(std::move(response)); }

 private:
  std::shared_ptr<ReplyLink> link_;  // the connection holds it too
};

}  // namespace photosieve::net
