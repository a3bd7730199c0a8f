// The client against this library's own server; the official server is in tests/socketio.
// SPDX-License-Identifier: Apache-2.0
#include "net/socket_client.h"

#include <gtest/gtest.h>

#include <future>

#include "net/net_test_support.h"

namespace photosieve::net {
namespace {

struct Way {
  const char* name;
  bool polling;
  bool websocket;
  std::size_t loops;
  bool unix_socket;
};

void PrintTo(const Way& way, std::ostream* out) {
  *out << way.name;
}

class SocketClientBy : public testing::TestWithParam<Way> {
 protected:
  SocketClientOptions options(const TestServer& server) const {
    SocketClientOptions made;
    made.url = server.url();
    made.engine.use_polling = GetParam().polling;
    made.engine.use_websocket = GetParam().websocket;
    made.reconnect_delay_ms = 20;
    made.reconnect_delay_max_ms = 50;
    return made;
  }
  TestServerOptions server_options() const {
    TestServerOptions made;
    made.http.loops = GetParam().loops;
    made.unix_socket = GetParam().unix_socket;
    return made;
  }
};

INSTANTIATE_TEST_SUITE_P(Ways, SocketClientBy,
                         testing::Values(Way{"polling", true, false, 1, false},
                                         Way{"websocket", false, true, 1, false},
                                         Way{"upgrade", true, true, 1, false},
                                         Way{"upgrade_3_loops", true, true, 3, false},
                                         Way{"websocket_3_loops", false, true, 3, false},
                                         Way{"unix_socket_2_loops", true, true, 2, true}),
                         [](const auto& each) { return each.param.name; });

TEST_P(SocketClientBy, ConnectsEmitsAndGetsAcknowledgements) {
  Box<Args> echoed;
  Box<Result<Args>> answer;
  TestServer server(server_options());
  server.io().of("/").on("echo", [](const SocketPtr& socket, Event& event) {
    socket->only().emit_args("echoed", event.args);
    event.ack.send(std::move(event.args));
  });
  server.start();
  SocketClient client(options(server));
  ClientSocket& socket = client.of("/");
  socket.on("echoed", [&](Args& args, const Ack&) { echoed.put(args); });
  ASSERT_TRUE(client.start());

  const Json bytes = Json::binary({1, 2, 255});
  socket.emit_with_ack("echo", {Json("ä"), Json{{"b", bytes}, {"a", 1}}}, 3000,
                       [&](Result<Args> got) { answer.put(std::move(got)); });
  const auto got = answer.get();
  ASSERT_TRUE(got.has_value()) << got.error().message;
  ASSERT_EQ(got->size(), 2U);
  EXPECT_EQ((*got)[0], "ä");
  EXPECT_EQ((*got)[1]["b"], bytes);
  EXPECT_EQ(echoed.get()[1]["a"], 1);
}

TEST_P(SocketClientBy, AnswersTheServersQuestions) {
  Box<Result<Args>> answered;
  Box<Result<Args>> late;
  TestServer server(server_options());
  server.io().of("/").on("ask", [&](const SocketPtr& socket, Event&) {
    socket->emit_with_ack("question", {Json(20)}, 3000,
                          [&](Result<Args> got) { answered.put(std::move(got)); });
    socket->emit_with_ack("nobody", {}, 50, [&](Result<Args> got) { late.put(std::move(got)); });
  });
  server.start();
  SocketClient client(options(server));
  ClientSocket& socket = client.of("/");
  socket.on("question", [](Args& args, const Ack& ack) { ack(args.at(0).get<int>() + 1); });
  ASSERT_TRUE(client.start());
  socket.emit("ask");
  const auto got = answered.get();
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ((*got)[0], 21);
  EXPECT_FALSE(late.get().has_value());
}

TEST_P(SocketClientBy, IsRefusedWithTheReasonAndItsData) {
  Box<std::string> refused;
  Box<bool> connected;
  TestServer server(server_options());
  server.io().of("/admin").use([](Socket&, const Handshake& handshake) -> std::optional<Refusal> {
    if (handshake.auth.is_object() && handshake.auth.value("token", "") == "secret") return {};
    return Refusal{"not allowed", Json{{"code", 7}}};
  });
  server.start();
  SocketClient stranger(options(server));
  ClientSocket& turned_away = stranger.of("/admin");
  turned_away.on_refused([&](const std::string& message, const Json& data) {
    refused.put(message + dump_json(data));
  });
  ASSERT_TRUE(stranger.start());
  EXPECT_EQ(refused.get(), R"(not allowed{"code":7})");

  SocketClient friendly(options(server));
  friendly.of("/admin", Json{{"token", "secret"}}).on_connect([&](bool) { connected.put(true); });
  ASSERT_TRUE(friendly.start());
  EXPECT_TRUE(connected.get());
}

TEST_P(SocketClientBy, ComesBackToAServerThatWasStartedAgain) {
  Box<bool> connected;
  Box<std::string> lost;
  Box<Args> heard;
  auto server = std::make_unique<TestServer>(server_options());
  server->start();
  SocketClient client(options(*server));
  ClientSocket& socket = client.of("/");
  socket.on_connect([&](bool recovered) { connected.put(recovered); });
  socket.on_disconnect([&](const std::string& reason) { lost.put(reason); });
  ASSERT_TRUE(client.start());
  EXPECT_FALSE(connected.get());
  TestServerOptions again = server_options();
  again.port = server->port();
  server.reset();
  lost.get();
  TestServer second(again);
  second.io().of("/").on("hello", [&](const SocketPtr&, Event& event) { heard.put(event.args); });
  socket.emit("hello", "kept while there was no connection");
  second.start();
  EXPECT_FALSE(connected.get());
  EXPECT_EQ(heard.get()[0], "kept while there was no connection");
}

TEST_P(SocketClientBy, RecoversWithoutLossWhereTheServerOffersIt) {
  Box<bool> connected;
  Box<std::string> lost;
  Box<int> numbers;
  TestServerOptions with_recovery = server_options();
  with_recovery.socket.recovery.enabled = true;
  TestServer server(with_recovery);
  Namespace& nsp = server.io().of("/");
  nsp.on_connect([](const SocketPtr& socket, const Handshake&) { socket->join("room"); });
  server.start();
  SocketClient client(options(server));
  ClientSocket& socket = client.of("/");
  socket.on_connect([&](bool recovered) { connected.put(recovered); });
  socket.on_disconnect([&](const std::string& reason) { lost.put(reason); });
  socket.on("n", [&](Args& args, const Ack&) { numbers.put(args.at(0).get<int>()); });
  ASSERT_TRUE(client.start());
  EXPECT_FALSE(connected.get());
  const std::string id = socket.id();
  int sent = 0;
  for (int round = 0; round < 3; ++round) {
    if (round > 0) {  // the first time without any event before the drop
      nsp.to("room").emit("n", sent);
      EXPECT_EQ(numbers.get(), sent++);
    }
    server.cut_connections();
    lost.get();
    nsp.to("room").emit("n", sent);
    EXPECT_TRUE(connected.get()) << "round " << round;
    EXPECT_EQ(socket.id(), id);
    EXPECT_EQ(numbers.get(), sent++);
  }
}

TEST(SocketClient, SaysWhenTheAddressIsNone) {
  SocketClientOptions options;
  options.url = "nonsense";
  SocketClient client(options);
  const auto started = client.start();
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().kind, ErrorKind::kUsage);
}

TEST(SocketClient, TellsEachFailureAndGoesOnTrying) {
  Box<std::string> failure;
  SocketClientOptions options;
  options.url = "http://127.0.0.1:1";
  options.reconnect_delay_ms = 1;
  options.reconnect_delay_max_ms = 2;
  SocketClient client(options);
  client.on_failure([&](const std::string& reason) { failure.put(reason); });
  ASSERT_TRUE(client.start());
  EXPECT_EQ(failure.get(), "Connection refused");
  EXPECT_EQ(failure.get(), "Connection refused");
}

TEST(ReconnectDelay, GrowsWithJitterUpToItsMost) {
  SocketClientOptions options;
  EXPECT_EQ(reconnect_delay_ms(options, 0, 0.5), 1000);
  EXPECT_EQ(reconnect_delay_ms(options, 0, 0.0), 500);
  EXPECT_EQ(reconnect_delay_ms(options, 0, 1.0), 1500);
  EXPECT_EQ(reconnect_delay_ms(options, 1, 0.5), 2000);
  EXPECT_EQ(reconnect_delay_ms(options, 9, 0.5), 5000);
  EXPECT_EQ(reconnect_delay_ms(options, 1000000, 1.0), 5000);
}

}  // namespace
}  // namespace photosieve::net
