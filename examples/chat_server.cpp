// A chat server: rooms, nicknames, who comes and goes.
//
//   chat_server [PORT]      then, with the official client: socket.emit("join", "room", "nick")
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "net/http_server.h"
#include "net/socket_server.h"

namespace net = photosieve::net;

struct Member {
  std::string room;
  std::string nick;
};

int main(int argc, char** argv) {
  net::HttpServer http;
  net::SocketServer io(http);
  net::Namespace& chat = io.of("/");

  chat.on("join", [](const net::SocketPtr& socket, net::Event& event) {
    const auto member = std::make_shared<Member>(Member{event.args.at(0), event.args.at(1)});
    socket->data() = member;
    socket->join(member->room);
    socket->to(member->room).emit("joined", member->nick);
    event.ack(true);
  });
  chat.on("say", [&](const net::SocketPtr& socket, net::Event& event) {
    const auto member = std::static_pointer_cast<Member>(socket->data());
    if (member) chat.to(member->room).emit("said", member->nick, event.args.at(0));
  });
  chat.on_disconnect([](const net::SocketPtr& socket, std::string_view) {
    const auto member = std::static_pointer_cast<Member>(socket->data());
    if (member) socket->to(member->room).emit("left", member->nick);
  });

  net::Endpoint endpoint;
  endpoint.port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 3000);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before threads start: they inherit it
  const auto started = http.listen(endpoint).and_then([&] { return http.start(); });
  if (!started) {
    std::fprintf(stderr, "chat_server: %s\n", started.error().message.c_str());
    return 1;
  }
  std::printf("http://127.0.0.1:%d/socket.io/\n", http.port());
  int signal = 0;
  sigwait(&signals, &signal);
  http.stop();
}
