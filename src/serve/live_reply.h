// LiveReply: the answer to one event of a client, by its acknowledgement or, where it asked for
// none, a failure by the event `error`.
//
// Threads: any, once. Copies answer the same event. It must not outlive the Socket.IO server.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "net/socket.h"
#include "run/command.h"

namespace photosieve {

class LiveReply {
 public:
  // `answered` is called when the answer is given.
  LiveReply(net::SocketPtr socket, net::Ack ack, std::function<void()> answered = {})
      : socket_(std::move(socket)), ack_(std::move(ack)), answered_(std::move(answered)) {}

  [[nodiscard]] const net::SocketPtr& socket() const { return socket_; }
  // {ok: true, ...fields}
  void ok(const net::Json& fields = net::Json::object()) const;
  // {ok: false, error: {code, message}}
  void refuse(const CommandError& error) const;

 private:
  net::SocketPtr socket_;
  net::Ack ack_;
  std::function<void()> answered_;
};

}  // namespace photosieve
