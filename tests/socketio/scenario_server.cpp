// scenario_server: rooms, acknowledgements, middleware, recovery and the rest for the tests with
// official clients. Prints "listening PORT" when it does.
//
//   scenario_server --port P [--loops N] [--recovery 1] [--ping-interval MS] [--ping-timeout MS]
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "net/http_server.h"
#include "net/socket_server.h"

namespace {

namespace net = photosieve::net;
using net::Event;
using net::Json;
using net::SocketPtr;

using Options = std::map<std::string, std::int64_t, std::less<>>;

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view value = argv[i + 1];
    const auto found = options.find(std::string_view(argv[i]));
    if (found == options.end()) return false;
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), found->second);
    if (error != std::errc{} || end != value.data() + value.size()) return false;
  }
  return argc % 2 == 1;
}

void set_up(net::Namespace& nsp) {
  nsp.on_connect([](const SocketPtr& socket, const net::Handshake& handshake) {
    socket->emit("welcome", Json{{"auth", handshake.auth}, {"recovered", handshake.recovered}});
  });
  nsp.on_disconnect([&nsp](const SocketPtr& socket, std::string_view reason) {
    nsp.to("watchers").emit("left", socket->id(), std::string(reason));
  });
  nsp.on("join", [](const SocketPtr& socket, Event& event) {
    socket->join(event.args.at(0).get<std::string>());
    event.ack("joined");
  });
  nsp.on("leave", [](const SocketPtr& socket, Event& event) {
    socket->leave(event.args.at(0).get<std::string>());
    event.ack("left");
  });
  nsp.on("rooms", [](const SocketPtr& socket, Event& event) { event.ack(Json(socket->rooms())); });
  nsp.on("say", [](const SocketPtr& socket, Event& event) {
    socket->to(event.args.at(0).get<std::string>()).emit("said", event.args.at(1));
    event.ack();
  });
  nsp.on("say-except", [&nsp](const SocketPtr&, Event& event) {
    nsp.to(event.args.at(0).get<std::string>())
        .to(event.args.at(1).get<std::string>())
        .except(event.args.at(2).get<std::string>())
        .emit("said", event.args.at(3));
    event.ack();
  });
  nsp.on("tell-all", [&nsp](const SocketPtr&, Event& event) {
    nsp.everyone().emit_args("news", std::move(event.args));
    event.ack();
  });
  nsp.on("echo", [](const SocketPtr& socket, Event& event) {
    socket->only().emit_args("echoed", event.args);
    event.ack.send(std::move(event.args));
  });
  nsp.on("ask-me", [](const SocketPtr& socket, Event& event) {
    socket->emit_with_ack("question", {Json("why")}, 300,
                          [ack = event.ack](photosieve::Result<net::Args> answer) {
                            if (answer)
                              ack(true, answer->at(0));
                            else
                              ack(false, answer.error().message);
                          });
  });
  nsp.on("count", [count = std::make_shared<std::atomic<int>>(0)](const SocketPtr&, Event& event) {
    event.ack(++*count);
  });
  nsp.on("throw", [](const SocketPtr&, Event& event) { event.args.at(99).get<int>(); });
  nsp.on("kick-me", [](const SocketPtr& socket, Event&) { socket->disconnect(true); });
  nsp.on("leave-me", [](const SocketPtr& socket, Event&) { socket->disconnect(); });
}

}  // namespace

int main(int argc, char** argv) {
  Options options = {{"--port", 0},
                     {"--loops", 1},
                     {"--recovery", 0},
                     {"--ping-interval", 25'000},
                     {"--ping-timeout", 20'000}};
  if (!parse(argc, argv, options)) {
    std::fprintf(stderr, "scenario_server: unknown option\n");
    return 2;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  net::HttpServerOptions http_options;
  http_options.loops = static_cast<std::size_t>(options["--loops"]);
  net::HttpServer http(http_options);
  net::SocketServerOptions io_options;
  io_options.engine.ping_interval_ms = options["--ping-interval"];
  io_options.engine.ping_timeout_ms = options["--ping-timeout"];
  io_options.engine.cors.origins = {"*"};
  io_options.recovery.enabled = options["--recovery"] != 0;
  net::SocketServer io(http, io_options);
  set_up(io.of("/"));
  net::Namespace& admin = io.of("/admin");
  admin.use([](net::Socket&, const net::Handshake& handshake) -> std::optional<net::Refusal> {
    if (handshake.auth.is_object() && handshake.auth.value("token", "") == "secret")
      return std::nullopt;
    return net::Refusal{"not allowed", Json{{"code", "not_allowed"}}};
  });
  set_up(admin);
  http.handle([](net::HttpRequest&& request, const net::HttpReply& reply) {
    reply.send({200, {{"Content-Type", "text/plain"}}, "you asked for " + request.path});
  });

  const auto listening =
      http.listen({"127.0.0.1", static_cast<std::uint16_t>(options["--port"]), {}});
  const auto started = listening ? http.start() : listening;
  if (!started) {
    std::fprintf(stderr, "scenario_server: %s\n", started.error().message.c_str());
    return 1;
  }
  std::fprintf(stderr, "listening %d\n", http.port());
  int signal = 0;
  sigwait(&signals, &signal);
  http.stop();
  return 0;
}
