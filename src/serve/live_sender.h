// LiveSender: what a server remembers of a Socket.IO client, with its socket.
//
// Threads: that of the socket's event loop, but for `unanswered`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "net/socket.h"
#include "serve/access.h"

namespace photosieve {

struct LiveSender {
  Caller caller;
  // Records what the client did before it is told that it was done; `then` tells it. Any thread.
  std::function<void(const std::string& action, const std::string& session_id, std::string outcome,
                     std::function<void()> then)>
      record;
  std::shared_ptr<std::atomic<int>> unanswered = std::make_shared<std::atomic<int>>(0);
  SteadyNs second_began = 0;
  int in_this_second = 0;
};

// The socket's, made at the first call.
[[nodiscard]] inline LiveSender& live_sender(net::Socket& socket) {
  if (!socket.data()) socket.data() = std::make_shared<LiveSender>();
  return *static_cast<LiveSender*>(socket.data().get());
}

}  // namespace photosieve
