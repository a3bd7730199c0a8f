// What a SocketServer promises beyond the protocol: slow readers, limits, requests that run once,
// order, recovery's edges. The protocol itself is tested with official clients, in tests/socketio.
// SPDX-License-Identifier: Apache-2.0
#include "net/socket_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "net/net_test_support.h"
#include "net/socket_client.h"

namespace photosieve::net {
namespace {

// Polls: for numbers that settle on another thread.
template <class Condition>
bool soon(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

const std::string kLarge(600, 'x');

TEST(SlowReader, IsDroppedOverTheCapAndCountedWhileOthersGoOn) {
  Box<std::string> left;
  std::atomic<int> got{0};
  Box<bool> connected;
  TestServerOptions options;
  options.http.max_queued_bytes = 100'000;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  nsp.on_disconnect(
      [&](const SocketPtr&, std::string_view reason) { left.put(std::string(reason)); });
  server.start();
  RawClient slow(server.port());
  slow.connect_namespace();
  SocketClient client({server.url()});
  client.of("/").on("n", [&](Args&, const Ack&) { ++got; });
  client.of("/").on_connect([&](bool) { connected.put(true); });
  ASSERT_TRUE(client.start());
  connected.get();

  int sent = 0;
  while (server.http().stats().dropped_slow == 0 && sent < 200'000) {
    nsp.emit("n", kLarge);
    if (++sent % 50 == 0) {
      ASSERT_TRUE(soon([&] { return got == sent; })) << sent;
    }
  }
  EXPECT_EQ(left.get(), "slow reader");
  EXPECT_EQ(server.http().stats().dropped_slow, 1U);
  EXPECT_TRUE(soon([&] { return got == sent; }));
  EXPECT_TRUE(client.of("/").is_connected());
}

TEST(SlowReader, WithACoalescingKeyStaysAndGetsTheNewest) {
  TestServerOptions options;
  options.http.max_queued_bytes = 20'000;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  server.start();
  RawClient slow(server.port());
  slow.connect_namespace();
  constexpr int kSent = 50'000;
  for (int i = 1; i <= kSent; ++i)
    nsp.everyone().latest("progress").emit("p", kLarge, "n" + std::to_string(i));
  nsp.emit("end");
  const std::string all = slow.receive_until("[\"end\"]");
  const std::string newest = "\"n" + std::to_string(kSent) + "\"";
  EXPECT_NE(all.find(newest), std::string::npos);
  EXPECT_LT(all.size(), kSent * kLarge.size() / 2) << "most were replaced while they waited";
  EXPECT_EQ(server.http().stats().dropped_slow, 0U);
}

TEST(SlowReader, ByPollingIsDroppedToo) {
  TestServerOptions options;
  options.http.max_queued_bytes = 20'000;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  server.start();
  RawClient client(server.port());
  client.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n\r\n");
  client.receive_until("\"sid\":\"");
  std::string sid = client.receive_until("\"");
  sid.pop_back();
  client.send("POST /socket.io/?EIO=4&transport=polling&sid=" + sid +
              " HTTP/1.1\r\nContent-Length: 2\r\n\r\n40");
  client.receive_until("ok");
  for (int i = 0; i < 100; ++i) nsp.emit("n", kLarge);
  EXPECT_TRUE(soon([&] { return server.io().stats().dropped_slow == 1; }));
  EXPECT_TRUE(soon([&] { return nsp.size() == 0; }));
}

TEST(SlowReader, MissesVolatileEventsOnly) {
  TestServer server;
  Namespace& nsp = server.io().of("/");
  server.start();
  RawClient slow(server.port());
  slow.connect_namespace();
  for (int i = 0; i < 20'000; ++i) nsp.everyone().volatile_only().emit("v", kLarge);
  nsp.emit("end");
  const std::string all = slow.receive_until("[\"end\"]");
  EXPECT_LT(all.size(), 20'000 * kLarge.size());
  EXPECT_EQ(server.http().stats().dropped_slow, 0U);
}

TEST(SlowReader, IsNotWhoGetsMuchInOneTurn) {
  TestServerOptions options;
  options.http.max_queued_bytes = 50'000;
  TestServer server(options);
  server.io().of("/").on("much", [](const SocketPtr& socket, Event&) {
    for (int i = 0; i < 200; ++i) socket->emit("n", kLarge);
    socket->emit("end");
  });
  server.start();
  RawClient client(server.port());
  client.connect_namespace();
  client.send_text(R"(42["much"])");
  EXPECT_GT(client.receive_until("[\"end\"]").size(), 200 * kLarge.size());
}

TEST(Limits, CloseWhoGoesOverThem) {
  TestServerOptions options;
  options.socket.connect_timeout_ms = 50;
  options.socket.max_events_per_second = 20;
  options.socket.max_namespaces = 2;
  TestServer server(options);
  for (const char* name : {"/a", "/b", "/c"}) server.io().of(name);
  server.start();

  RawClient silent(server.port());
  silent.open_websocket();
  EXPECT_EQ(silent.receive_all().substr(0, 1), "\x88") << "no namespace in time";

  RawClient flood(server.port());
  flood.connect_namespace();
  for (int i = 0; i < 30; ++i) flood.send_text(R"(42["x"])");
  EXPECT_EQ(flood.receive_all().substr(0, 1), "\x88") << "too many events";

  RawClient many(server.port());
  many.open_websocket();
  for (const char* packet : {"40/a", "40/b", "40/c"}) many.send_text(packet);
  many.receive_until(R"(44/c,{"message":"too many namespaces"})");
}

TEST(Limits, HoldForRoomsAndAcknowledgements) {
  Box<std::string> failed;
  TestServerOptions options;
  options.socket.max_rooms = 2;
  options.socket.max_pending_acks = 2;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  nsp.on("go", [&](const SocketPtr& socket, Event& event) {
    for (const char* room : {"a", "b", "c", "d"}) socket->join(room);
    for (int i = 0; i < 3; ++i) {
      socket->emit_with_ack("q", {}, 60'000, [&](const Result<Args>& got) {
        if (!got) failed.put(got.error().message);
      });
    }
    event.ack(Json(socket->rooms()));
  });
  server.start();
  RawClient client(server.port());
  client.connect_namespace();
  client.send_text(R"(421["go"])");
  client.receive_until(R"(431[["a","b"]])");
  EXPECT_EQ(failed.get(), "too many acknowledgements are waited for");
  client.close();
  EXPECT_EQ(failed.get(), "the client has gone");
  EXPECT_EQ(failed.get(), "the client has gone");
}

TEST(Request, WithAnIdRunsOnceAlsoWhenItsAnswerComesLate) {
  std::atomic<int> runs{0};
  Box<Ack> running;
  TestServer server;
  Namespace& nsp = server.io().of("/");
  nsp.on("work", [&](const SocketPtr&, Event& event) {
    ++runs;
    running.put(event.ack);
  });
  server.start();
  RawClient first(server.port());
  RawClient second(server.port());
  first.connect_namespace();
  second.connect_namespace();
  first.send_text(R"(421["work",{"request_id":"r"}])");
  const Ack ack = running.get();
  second.send_text(R"(427["work",{"request_id":"r"}])");
  second.send_text(R"(421["work",{"request_id":"other"}])");  // behind it: the wait has begun
  running.get()("other answer");
  second.receive_until(R"(431["other answer"])");
  first.close();
  ack("answer");
  second.receive_until(R"(437["answer"])");
  second.send_text(R"(428["work",{"request_id":"r"}])");
  second.receive_until(R"(438["answer"])");
  EXPECT_EQ(runs, 2);
}

TEST(Emitting, FromOneThreadKeepsItsOrderAndReachesEveryLoopOnce) {
  TestServerOptions options;
  options.http.loops = 3;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  nsp.on_connect([](const SocketPtr& socket, const Handshake&) { socket->join("all"); });
  server.start();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 12; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->connect_namespace();
  }
  std::thread other([&] {
    for (int i = 0; i < 500; ++i) nsp.to("all").emit("n", i);
  });
  other.join();
  for (auto& client : clients) {
    for (int i = 0; i < 500; ++i) {
      const std::string frame = client->receive_until("]");
      ASSERT_EQ(frame.substr(2), R"(42["n",)" + std::to_string(i) + "]");
    }
  }
}

TEST(Handler, ThatThrowsEndsItsOwnSocketOnly) {
  TestServer server;
  Namespace& nsp = server.io().of("/");
  nsp.on("bad", [](const SocketPtr&, Event& event) { event.args.at(5).get<int>(); });
  nsp.on("good", [](const SocketPtr&, Event& event) { event.ack(1); });
  nsp.use([](Socket&, const Handshake& handshake) -> std::optional<Refusal> {
    handshake.auth.at("token");  // throws where there is none
    return std::nullopt;
  });
  server.start();
  RawClient nobody(server.port());
  nobody.open_websocket();
  nobody.send_text("40");
  nobody.receive_until(R"(44{"message":"internal error"})");
  const auto connect = [&](RawClient& client) {
    client.open_websocket();
    client.send_text(R"(40{"token":1})");
    client.receive_until("}");
  };
  RawClient bad(server.port());
  RawClient good(server.port());
  connect(bad);
  connect(good);
  bad.send_text(R"(42["bad"])");
  EXPECT_NE(bad.receive_until("41").find("41"), std::string::npos);
  good.send_text(R"(421["good"])");
  good.receive_until("431[1]");
}

TEST(Recovery, IsGivenWithoutAnyEventBeforeTheDropAndAfterASecondOne) {
  TestServerOptions options;
  options.socket.recovery.enabled = true;
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  server.start();
  auto client = std::make_unique<RawClient>(server.port());
  client->connect_namespace();
  client->close();
  // connect_namespace() has taken the ids; another one shows them
  client = std::make_unique<RawClient>(server.port());
  client->open_websocket();
  client->send_text("40");
  client->receive_until("\"pid\":\"");
  std::string pid = client->receive_until("\"");
  pid.pop_back();
  for (int round = 0; round < 3; ++round) {
    client->close();
    nsp.emit("missed", round);
    client = std::make_unique<RawClient>(server.port());
    client->open_websocket();
    client->send_text(R"(40{"pid":")" + pid + "\"}");
    client->receive_until(pid);
    const std::string missed = client->receive_until(std::to_string(round) + ",");
    EXPECT_NE(missed.find(R"(42["missed",)"), std::string::npos) << round;
  }
  EXPECT_TRUE(soon([&] { return nsp.size() == 1; }));
}

TEST(Recovery, IsRefusedWithAFreshSessionWhenThePacketsAreGone) {
  TestServerOptions options;
  options.socket.recovery = {true, 120'000, 5'000, 10};
  TestServer server(options);
  Namespace& nsp = server.io().of("/");
  server.start();
  RawClient client(server.port());
  client.open_websocket();
  client.send_text("40");
  client.receive_until("\"pid\":\"");
  std::string pid = client.receive_until("\"");
  pid.pop_back();
  client.close();
  for (int i = 0; i < 20; ++i) nsp.emit("n", kLarge);
  RawClient back(server.port());
  back.open_websocket();
  back.send_text(R"(40{"pid":")" + pid + "\"}");
  const std::string answer = back.receive_until("}");
  EXPECT_NE(answer.find("\"pid\""), std::string::npos);
  EXPECT_EQ(answer.find(pid), std::string::npos);
}

}  // namespace
}  // namespace photosieve::net
