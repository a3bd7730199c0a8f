// client_check: this library's client against a server that behaves like the scenario server.
//
//   client_check URL polling|websocket|upgrade
//
// Goes through connecting, acknowledgements both ways, binary, namespaces, refusal, rooms and
// order; writes "ready", expects its server to be killed and started again, and after it "recover",
// expects its connection to be cut. Ends with 0, or with 1 and what did not come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "net/socket_client.h"

namespace {

namespace net = photosieve::net;
using net::Args;
using net::Json;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "client_check: %s\n", what.c_str());
  std::_Exit(1);
}

void expect(bool fine, const std::string& what) {
  if (!fine) give_up(what);
}

template <class T>
class Box {
 public:
  void put(T value) {
    const std::scoped_lock lock(mutex_);
    values_.push_back(std::move(value));
    filled_.notify_all();
  }
  T get(const std::string& what) {
    std::unique_lock lock(mutex_);
    expect(filled_.wait_for(lock, std::chrono::seconds(15), [&] { return !values_.empty(); }),
           "no " + what + " in time");
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<T> values_;
};

Json call(net::ClientSocket& socket, const std::string& event, Args args) {
  Box<photosieve::Result<Args>> box;
  socket.emit_with_ack(event, std::move(args), 10'000,
                       [&](photosieve::Result<Args> got) { box.put(std::move(got)); });
  auto got = box.get("answer to " + event);
  if (!got) give_up(event + ": " + got.error().message);
  return Json(Json::array_t(got->begin(), got->end()));
}

net::SocketClientOptions options(const char* url, std::string_view way) {
  net::SocketClientOptions made;
  made.url = url;
  made.engine.use_polling = way != "websocket";
  made.engine.use_websocket = way != "polling";
  made.reconnect_delay_ms = 50;
  made.reconnect_delay_max_ms = 100;
  return made;
}

void check_once(const char* url, std::string_view way) {
  // What the client's thread writes to outlives the client.
  Box<Json> welcome;
  Box<Json> echoed;
  Box<Json> said;
  Box<std::string> refusal;
  net::SocketClient client(options(url, way));
  net::ClientSocket& socket = client.of("/", Json{{"token", "abc"}});
  socket.on("welcome", [&](Args& args, const net::Ack&) { welcome.put(args.at(0)); });
  socket.on("echoed", [&](Args& args, const net::Ack&) { echoed.put(args.at(0)); });
  socket.on("said", [&](Args& args, const net::Ack&) { said.put(args.at(0)); });
  socket.on("question",
            [](Args& args, const net::Ack& ack) { ack(args.at(0).get<std::string>() + " not"); });
  net::ClientSocket& refused = client.of("/admin", Json{{"token", "wrong"}});
  refused.on_refused([&](const std::string& message, const Json& data) {
    refusal.put(message + net::dump_json(data));
  });
  expect(client.start().has_value(), "start");

  const Json greeting = welcome.get("welcome");
  expect(greeting["auth"]["token"] == "abc", "the auth object in the welcome");
  expect(refusal.get("refusal") == R"(not allowed{"code":"not_allowed"})", "the refusal");
  expect(call(socket, "join", {Json("room")}) == Json::array({"joined"}), "join");
  expect(call(socket, "ask-me", {}) == Json::array({true, "why not"}), "ask-me");
  const Json bytes = Json{{"a", Json::binary({0, 1, 255})}, {"b", {1, "ä"}}};
  expect(call(socket, "echo", {bytes}) == Json::array({bytes}), "echo of binary");
  expect(echoed.get("echo") == bytes, "the echoed event");
  const std::string large(200'000, 'x');
  expect(call(socket, "echo", {Json(large)})[0] == large, "echo of a large text");
  echoed.get("echo");

  net::SocketClient second(options(url, way));
  net::ClientSocket& other = second.of("/");
  expect(second.start().has_value(), "start");
  for (int i = 0; i < 100; ++i) call(other, "say", {Json("room"), Json(i)});
  for (int i = 0; i < 100; ++i) expect(said.get("said") == i, "the order of a room's events");

  net::SocketClient third(options(url, way));
  net::ClientSocket& admin = third.of("/admin", Json{{"token", "secret"}});
  expect(third.start().has_value(), "start");
  expect(call(admin, "echo", {Json(5)}) == Json::array({5}), "echo in a namespace");
}

void check_coming_back(const char* url, std::string_view way) {
  Box<bool> connected;
  Box<std::string> lost;
  Box<Json> said;
  net::SocketClient client(options(url, way));
  net::ClientSocket& socket = client.of("/");
  socket.on_connect([&](bool recovered) { connected.put(recovered); });
  socket.on_disconnect([&](const std::string& reason) { lost.put(reason); });
  socket.on("said", [&](Args& args, const net::Ack&) { said.put(args.at(0)); });
  expect(client.start().has_value(), "start");
  connected.get("connection");
  std::puts("ready");
  std::fflush(stdout);
  lost.get("disconnection");
  expect(!connected.get("connection"), "nothing to recover from another server");
  expect(call(socket, "join", {Json("room")}) == Json::array({"joined"}), "join");
  std::puts("recover");
  std::fflush(stdout);
  lost.get("disconnection");
  expect(connected.get("connection"), "recovery");
  expect(said.get("missed event") == "meanwhile", "the missed event");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) give_up("usage: client_check URL polling|websocket|upgrade");
  check_once(argv[1], argv[2]);
  check_coming_back(argv[1], argv[2]);
  return 0;
}
