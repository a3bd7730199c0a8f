// echo_server: what the public conformance suites of Engine.IO 4 and Socket.IO 5 expect of a
// server.
//
//   echo_server --port P [--ping-interval MS] [--ping-timeout MS] [--max-payload BYTES]
//
// /engine.io/ echoes every message to its sender. /socket.io/ has the namespaces "/" and "/custom":
// on connection `auth` with the handshake's auth; `message` is answered by `message-back`;
// `message-with-ack` acknowledges with its arguments. Prints "listening PORT" when it does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "net/engine_session.h"
#include "net/http_server.h"
#include "net/socket_server.h"

namespace {

namespace net = photosieve::net;

class Echo final : public net::EngineUser {
 public:
  explicit Echo(net::EngineSession& session) : session_(session) {}
  void on_message(std::string_view data, bool binary) override {
    session_.send(binary ? net::wire_binary(data) : net::wire_text("4" + std::string(data)));
  }
  void on_close(std::string_view) override {}

 private:
  net::EngineSession& session_;
};

struct Options {
  std::int64_t port = 3000;
  std::int64_t ping_interval = 300;
  std::int64_t ping_timeout = 200;
  std::int64_t max_payload = 1'000'000;
};

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = argv[i + 1];
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < 0) return false;
    if (name == "--port")
      options.port = number;
    else if (name == "--ping-interval")
      options.ping_interval = number;
    else if (name == "--ping-timeout")
      options.ping_timeout = number;
    else if (name == "--max-payload")
      options.max_payload = number;
    else
      return false;
  }
  return argc % 2 == 1;
}

void serve_echo(net::Namespace& nsp) {
  nsp.on_connect([](const net::SocketPtr& socket, const net::Handshake& handshake) {
    socket->emit("auth", handshake.auth.is_null() ? net::Json::object() : handshake.auth);
  });
  nsp.on("message", [](const net::SocketPtr& socket, net::Event& event) {
    socket->only().emit_args("message-back", std::move(event.args));
  });
  nsp.on("message-with-ack",
         [](const net::SocketPtr&, net::Event& event) { event.ack.send(std::move(event.args)); });
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) {
    std::fprintf(stderr,
                 "usage: echo_server --port P [--ping-interval MS] [--ping-timeout MS] "
                 "[--max-payload BYTES]\n");
    return 2;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  net::HttpServerOptions http_options;
  http_options.limits.max_body = static_cast<std::uint64_t>(options.max_payload);
  net::HttpServer http(http_options);
  net::EngineOptions engine_options;
  engine_options.ping_interval_ms = options.ping_interval;
  engine_options.ping_timeout_ms = options.ping_timeout;
  engine_options.max_payload = static_cast<std::size_t>(options.max_payload);
  engine_options.cors.origins = {"*"};
  const net::EngineServer engine(http, "/engine.io/", engine_options,
                                 [](net::EngineSession& session, net::HttpRequest&&) {
                                   return std::make_unique<Echo>(session);
                                 });
  net::SocketServerOptions socket_options;
  socket_options.engine = engine_options;
  socket_options.connect_timeout_ms = 1000;
  net::SocketServer io(http, socket_options);
  serve_echo(io.of("/"));
  serve_echo(io.of("/custom"));

  const auto listening = http.listen({"", static_cast<std::uint16_t>(options.port), {}});
  const auto started = listening ? http.start() : listening;
  if (!started) {
    std::fprintf(stderr, "echo_server: %s\n", started.error().message.c_str());
    return 1;
  }
  std::fprintf(stderr, "listening %d\n", http.port());
  int signal = 0;
  sigwait(&signals, &signal);
  http.stop();
  return 0;
}
