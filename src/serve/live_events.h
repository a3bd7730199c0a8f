// LiveEvents: the real-time side of a server: everything of CONTRACT section 2, over Socket.IO.
//
//   net::HttpServer http;  net::SocketServer io(http);  Hub hub;  SessionHost host(hub, ...);
//   LiveEvents live(io, hub, host, database, clock);   // before http.start()
//   ...
//   host.stop(); live.stop(); http.stop();             // every command is answered before
//
// The server's connection state recovery stays off: it would give each event a second argument, the
// offset, and handlers that take the one object of the contract (Python's) cannot be called with
// two. Who joins again after a drop gets the newest state and the milestones so far. Threads
// constructed by one, before the HTTP server starts; a thread of its own tells.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "net/socket_server.h"
#include "serve/event_teller.h"
#include "serve/live_commands.h"

namespace photosieve {

class LiveEvents {
 public:
  LiveEvents(net::SocketServer& io, Hub& hub, SessionHost& host, std::string database,
             const Clock& clock)
      : teller_(io.of("/"), hub, std::move(database), clock),
        commands_(io.of("/"), host, teller_, clock) {}

  void stop() { teller_.stop(); }

 private:
  EventTeller teller_;
  LiveCommands commands_;
};

}  // namespace photosieve
