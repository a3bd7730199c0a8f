// LiveSender: what a server remembers of a Socket.IO client, with its socket.
//
// Threads: that of the socket's event loop, but for `unanswered`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

#include "base/clock.h"
#include "model/access_token.h"
#include "net/socket.h"

namespace photosieve {

struct LiveSender {
  TokenRights rights = TokenRights::kFull;
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
