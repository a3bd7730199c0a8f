// LiveEvents: the real-time side of a server: everything of CONTRACT section 2, over Socket.IO.
//
//   net::HttpServer http;  net::SocketServer io(http);  Hub hub;  SessionHost host(hub, ...);
//   LiveEvents live(io, hub, host, database, clock);   // before http.start()
//   ...
//   host.stop(); live.stop(); http.stop();             // every command is answered before
//
// Threads  constructed by one, before the HTTP server starts; a thread of its own tells.
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

  // What a server of live events needs of the library: recovery is on.
  [[nodiscard]] static net::SocketServerOptions socket_options() {
    net::SocketServerOptions options;
    options.recovery.enabled = true;
    return options;
  }

 private:
  EventTeller teller_;
  LiveCommands commands_;
};

}  // namespace photosieve
