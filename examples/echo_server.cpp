// The smallest Socket.IO server: what comes in goes back, as an event and as an acknowledgement.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "net/http_server.h"
#include "net/socket_server.h"

namespace net = photosieve::net;

int main() {
  net::HttpServer http;
  net::SocketServer io(http);
  io.of("/").on_any([](const net::SocketPtr& socket, net::Event& event) {
    socket->only().emit_args(event.name, event.args);
    event.ack.send(std::move(event.args));
  });
  const auto started = http.listen({"127.0.0.1", 3000, {}}).and_then([&] { return http.start(); });
  if (!started) {
    std::fprintf(stderr, "%s\n", started.error().message.c_str());
    return 1;
  }
  std::puts("http://127.0.0.1:3000/socket.io/");
  http.wait();
}
