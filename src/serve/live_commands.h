// LiveCommands: what clients of real-time events may send, CONTRACT section 2.
//
// Each event takes one object, most with a `session_id`. What is wrong with a payload, and what a
// command is refused for, is told with the contract's codes; nothing is changed then.
// Threads  construct before the HTTP server starts; handlers run on its loops and do not block.
// Limits   of one client: 32 events that are not answered yet, 100 events a second.
// Lifetime host and teller are stopped before the Socket.IO server goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "net/namespace.h"
#include "run/session_host.h"
#include "serve/event_teller.h"

namespace photosieve {

class LiveCommands {
 public:
  LiveCommands(net::Namespace& nsp, SessionHost& host, EventTeller& teller, const Clock& clock);

 private:
  // A client's session id, or nothing: it was told what is wrong.
  using WithSession = std::function<void(std::string session_id, LiveReply reply)>;

  void on(net::Namespace& nsp, const char* event, WithSession handler);
  void command(net::Namespace& nsp, const char* event, SessionCommand command);
  // Nothing when the client sends too much: it was told so.
  [[nodiscard]] std::optional<LiveReply> reply_to(const net::SocketPtr& socket, net::Event& event);

  SessionHost& host_;
  EventTeller& teller_;
  const Clock& clock_;
};

}  // namespace photosieve
