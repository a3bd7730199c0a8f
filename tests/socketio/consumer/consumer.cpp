// Uses the installed library as another project would: a server and a client that meet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/http_server.h>
#include <net/socket_client.h>
#include <net/socket_server.h>
#include <future>

namespace net = photosieve::net;

int main() {
  net::HttpServer http;
  net::SocketServer io(http);
  io.of("/").on("hello", [](const net::SocketPtr&, net::Event& event) { event.ack("hi"); });
  if (!http.listen({"127.0.0.1", 0, {}}) || !http.start()) return 1;
  net::SocketClientOptions options;
  options.url = "http://127.0.0.1:" + std::to_string(http.port());
  net::SocketClient client(options);
  net::ClientSocket& socket = client.of("/");
  if (!client.start()) return 1;
  std::promise<bool> answered;
  socket.emit_with_ack("hello", {}, 10'000, [&](photosieve::Result<net::Args> got) {
    answered.set_value(got.has_value() && got->at(0) == "hi");
  });
  const bool good = answered.get_future().get();
  client.stop();
  http.stop();
  return good ? 0 : 1;
}
