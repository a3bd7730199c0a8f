// Engine.IO spoken badly by hand. What the protocol asks of good clients is tested with the
// official ones, in tests/socketio. SPDX-License-Identifier: Apache-2.0
#include "net/engine_server.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/engine_session.h"
#include "net/net_test_support.h"

namespace photosieve::net {
namespace {

std::string get(const std::string& query) {
  return "GET /socket.io/?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

std::string post(const std::string& sid, const std::string& body) {
  return "POST /socket.io/?EIO=4&transport=polling&sid=" + sid +
         " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

std::string open_polling(RawClient& client) {
  client.send(get("EIO=4&transport=polling"));
  client.receive_until("\"sid\":\"");
  std::string sid = client.receive_until("\"");
  sid.pop_back();
  client.receive_until("}");
  return sid;
}

TEST(EngineServer, RefusesBadFramesWithTheirCloseCode) {
  TestServerOptions options;
  options.socket.engine.max_payload = 1000;
  TestServer server(options);
  server.start();
  std::string too_long;
  append_masked_frame(too_long, Opcode::kText, "4" + std::string(1000, 'x'), 7);
  std::string bad_text;
  append_masked_frame(bad_text, Opcode::kText, "4\xff", 7);
  std::string ping_in_pieces;
  append_masked_frame(ping_in_pieces, Opcode::kPing, "x", 7);
  ping_in_pieces[0] = static_cast<char>(0x09);
  const std::pair<std::string, std::string> cases[] = {
      {"\x81\x01x", "\x03\xea"},     // without mask
      {"\xc1\x80mask", "\x03\xea"},  // reserved bit
      {"\x83\x80mask", "\x03\xea"},  // unknown opcode
      {ping_in_pieces, "\x03\xea"}, {bad_text, "\x03\xef"}, {too_long, "\x03\xf1"},
  };
  for (const auto& [bytes, code] : cases) {
    RawClient client(server.port());
    client.open_websocket();
    client.send(bytes);
    const std::string answer = client.receive_all();
    ASSERT_GE(answer.size(), 4U);
    EXPECT_EQ(answer[0], '\x88');
    EXPECT_EQ(answer.substr(2, 2), code);
  }
}

TEST(EngineServer, AnswersPingsOfTheWebSocketAndItsClose) {
  TestServer server;
  server.start();
  RawClient client(server.port());
  client.open_websocket();
  std::string frames;
  append_masked_frame(frames, Opcode::kPing, "are you there", 3);
  append_masked_frame(frames, Opcode::kClose, close_payload(CloseCode::kGoingAway, ""), 3);
  client.send(frames);
  EXPECT_EQ(client.receive_until("there"),
            "\x8a\x0d"
            "are you there");
  EXPECT_EQ(client.receive_all(), "\x88\x02\x03\xe9");
}

TEST(EngineServer, RefusesAWebSocketThatIsNoneAndKeyThatIsNone) {
  TestServer server;
  server.start();
  for (const std::string& fields :
       {std::string(), std::string("Upgrade: websocket\r\n"),
        std::string("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: short\r\n")}) {
    RawClient client(server.port());
    client.send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n" + fields +
                "\r\n");
    EXPECT_NE(client.receive_until("\"Bad request\"}").find("400"), std::string::npos) << fields;
  }
}

TEST(EngineServer, LimitsPacketsOfAPostAndSessions) {
  TestServerOptions options;
  options.socket.engine.max_packets = 3;
  options.socket.engine.max_sessions = 2;
  TestServer server(options);
  server.start();
  RawClient client(server.port());
  const std::string first = open_polling(client);
  const std::string second = open_polling(client);
  client.send(get("EIO=4&transport=polling"));
  EXPECT_NE(client.receive_until("too many sessions").find("503"), std::string::npos);
  client.send(post(first,
                   "3\x1e"
                   "3\x1e"
                   "3"));
  EXPECT_NE(client.receive_until("ok").find("200"), std::string::npos);
  client.send(post(first,
                   "3\x1e"
                   "3\x1e"
                   "3\x1e"
                   "3"));
  client.receive_until("400");
  EXPECT_EQ(server.io().stats().sessions, 1U);
}

TEST(EngineServer, AsksTheApplicationWhomToLetIn) {
  TestServerOptions options;
  options.socket.engine.allow = [](const HttpRequest& request) -> Result<> {
    if (request.header("Origin") == "https://evil.example")
      return fail(ErrorKind::kUsage, "not from there");
    return {};
  };
  TestServer server(options);
  server.start();
  RawClient client(server.port());
  client.send(
      "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nOrigin: https://evil.example"
      "\r\n\r\n");
  EXPECT_NE(client.receive_until("not from there").find("403"), std::string::npos);
  EXPECT_EQ(open_polling(client).size(), 20U);
}

TEST(EngineServer, GivesCorsHeadersToOriginsThatAreAllowed) {
  TestServerOptions options;
  options.socket.engine.cors = {{"https://a.example"}, true};
  TestServer server(options);
  server.start();
  RawClient client(server.port());
  client.send(
      "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nOrigin: https://a.example\r\n\r\n");
  const std::string answer = client.receive_until("maxPayload");
  EXPECT_NE(answer.find("Access-Control-Allow-Origin: https://a.example\r\n"), std::string::npos);
  EXPECT_NE(answer.find("Access-Control-Allow-Credentials: true\r\n"), std::string::npos);
  EXPECT_NE(answer.find("Vary: Origin\r\n"), std::string::npos);
  client.receive_until("}");
  client.send(
      "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nOrigin: https://b.example\r\n\r\n");
  EXPECT_EQ(client.receive_until("maxPayload").find("Access-Control"), std::string::npos);
}

TEST(EngineServer, HandsRequestsToTheLoopOfTheirSession) {
  TestServerOptions options;
  options.http.loops = 4;
  TestServer server(options);
  server.start();
  RawClient opener(server.port());
  const std::string sid = open_polling(opener);
  // Whatever loop the kernel gives a connection to, it finds the session.
  for (int i = 0; i < 20; ++i) {
    RawClient client(server.port());
    client.send(post(sid, "3") + post(sid, "3"));
    EXPECT_NE(client.receive_until("ok").find("200 OK"), std::string::npos) << i;
    EXPECT_NE(client.receive_until("ok").find("200 OK"), std::string::npos) << i;
  }
  for (const std::string& stranger : {std::string("none"), "!" + sid.substr(1), std::string()}) {
    RawClient client(server.port());
    client.send(get("EIO=4&transport=polling&sid=" + stranger));
    client.receive_until("Session ID unknown");
  }
}

TEST(EngineServer, ClosesHalfOpenSessionsByTheirHeartbeat) {
  TestServerOptions options;
  options.socket.engine.ping_interval_ms = 30;
  options.socket.engine.ping_timeout_ms = 30;
  TestServer server(options);
  server.start();
  RawClient client(server.port());
  client.open_websocket();
  EXPECT_EQ(client.receive_all(),
            "\x81\x01"
            "2"
            "\x88\x02\x03\xe8");
  EXPECT_EQ(server.io().stats().sessions, 0U);
}

TEST(EngineServer, GivesAnUpgradeALimitedTimeAndPollingGoesOn) {
  TestServerOptions options;
  options.socket.engine.upgrade_timeout_ms = 30;
  TestServer server(options);
  server.start();
  RawClient client(server.port());
  const std::string sid = open_polling(client);
  RawClient websocket(server.port());
  websocket.send(
      "GET /socket.io/?EIO=4&transport=websocket&sid=" + sid +
      " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
  websocket.receive_until("\r\n\r\n");
  EXPECT_EQ(websocket.receive_all().substr(0, 1), "\x88");
  client.send(post(sid, "40"));
  client.receive_until("ok");
  client.send(get("EIO=4&transport=polling&sid=" + sid));
  client.receive_until("40{\"sid\":");
}

TEST(EngineServer, TakesAPostOnceThoughABrowserSendsItAgain) {
  TestServer server;
  server.start();
  RawClient client(server.port());
  const std::string sid = open_polling(client);
  const std::string connect = post(sid + "&t=p1", "40");
  for (int i = 0; i < 2; ++i) {
    client.send(connect);
    EXPECT_EQ(client.receive_until("ok").substr(0, 12), "HTTP/1.1 200");
  }
  client.send(get("EIO=4&transport=polling&t=g1&sid=" + sid));
  const std::string answer = client.receive_until("}");
  EXPECT_NE(answer.find("40{"), std::string::npos);
  EXPECT_EQ(answer.find("44{"), std::string::npos) << "connected twice";
  client.send(post(sid + "&t=p2", "41"));
  EXPECT_EQ(client.receive_until("ok").substr(0, 12), "HTTP/1.1 200") << "another one is taken";
}

TEST(EngineServer, EndsASessionWhoseAnsweredPollIsAskedForAgain) {
  TestServer server;
  server.start();
  RawClient client(server.port());
  const std::string sid = open_polling(client);
  client.send(post(sid, "40"));
  client.receive_until("ok");
  const std::string poll = get("EIO=4&transport=polling&t=g1&sid=" + sid);
  client.send(poll);
  client.receive_until("40{");
  client.receive_until("}");
  RawClient again(server.port());  // as a browser does whose connection broke
  again.send(poll);
  EXPECT_EQ(again.receive_until("\r\n").substr(0, 12), "HTTP/1.1 400");
  RawClient later(server.port());
  later.send(get("EIO=4&transport=polling&t=g2&sid=" + sid));
  EXPECT_EQ(later.receive_until("\r\n").substr(0, 12), "HTTP/1.1 400") << "the session is gone";
}

}  // namespace
}  // namespace photosieve::net
