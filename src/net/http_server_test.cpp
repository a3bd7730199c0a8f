// Plain HTTP over real sockets, spoken to by hand: keep-alive, limits, time-outs, late answers,
// TLS. SPDX-License-Identifier: Apache-2.0
#include "net/http_server.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "net/net_test_support.h"
#include "net/socket_client.h"

namespace photosieve::net {
namespace {

HttpHandler echo() {
  return [](HttpRequest&& request, const HttpReply& reply) {
    reply.send({200, {}, request.method + ' ' + request.path + " [" + request.body + ']'});
  };
}

TEST(HttpServer, AnswersOneRequestAfterAnotherOnOneConnection) {
  TestServer server;
  server.http().handle(echo());
  server.start();
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(client.receive_until("GET /a []").find("200 OK"), std::string::npos);
  // two at once, and the beginning of a third
  client.send("POST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /c HTTP/1.1\r\n\r\nGET /");
  client.receive_until("POST /b [hi]");
  client.receive_until("GET /c []");
  client.send("d HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.receive_all().find("GET /d []"), std::string::npos);
}

TEST(HttpServer, GivesAnswersThatComeLaterFromOtherThreads) {
  TestServer server;
  std::vector<std::thread> threads;
  std::mutex mutex;
  server.http().handle([&](HttpRequest&& request, HttpReply reply) {
    const std::scoped_lock lock(mutex);
    threads.emplace_back([path = request.path, reply = std::move(reply)] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      reply.send({200, {}, "late " + path});
      reply.send({500, {}, "twice"});
    });
  });
  server.start();
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
  client.receive_until("late /a");
  client.receive_until("late /b");
  RawClient gone(server.port());
  gone.send("GET /gone HTTP/1.1\r\n\r\n");
  gone.close();
  client.send("GET /c HTTP/1.1\r\n\r\n");
  client.receive_until("late /c");
  const std::scoped_lock lock(mutex);
  for (std::thread& thread : threads) thread.join();
}

TEST(HttpServer, Says500WhereTheHandlerForgetsToAnswerAnd404WithoutOne) {
  TestServer server;
  server.http().handle([](HttpRequest&&, const HttpReply&) {});
  server.start();
  RawClient client(server.port());
  client.send("GET /a HTTP/1.1\r\n\r\n");
  EXPECT_NE(client.receive_until("no answer was given").find("500"), std::string::npos);
  TestServer bare;
  bare.start();
  RawClient other(bare.port());
  other.send("HEAD /a HTTP/1.1\r\nConnection: close\r\n\r\n");
  const std::string answer = other.receive_all();
  EXPECT_NE(answer.find("404 Not Found"), std::string::npos);
  EXPECT_EQ(answer.substr(answer.size() - 4), "\r\n\r\n") << "HEAD has no body";
}

struct Bad {
  const char* what;
  std::string bytes;
  const char* answer;
};

TEST(HttpServer, AnswersBadRequestsAndCloses) {
  TestServerOptions options;
  options.http.limits.max_body = 100;
  TestServer server(options);
  server.http().handle(echo());
  server.start();
  const Bad cases[] = {
      {"nonsense", "\x16\x03\x01\x02 TLS here?\r\n\r\n", "400 Bad Request"},
      {"a long header", "GET / HTTP/1.1\r\nA: " + std::string(20'000, 'x'), "431 "},
      {"a long target", "GET /" + std::string(20'000, 'x'), "431 "},
      {"many fields",
       [] {
         std::string text = "GET / HTTP/1.1\r\n";
         for (int i = 0; i < 200; ++i) text += "a: b\r\n";
         return text + "\r\n";
       }(),
       "431 "},
      {"a long body", "POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n", "413 "},
      {"an endless chunked body",
       "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string("80\r\n") +
           std::string(128, 'x'),
       "413 "},
      {"an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 Bad Request"},
  };
  for (const Bad& each : cases) {
    RawClient client(server.port());
    client.send(each.bytes);
    EXPECT_NE(client.receive_all().find(each.answer), std::string::npos) << each.what;
  }
  EXPECT_EQ(server.http().stats().bad_requests, std::size(cases));
}

TEST(HttpServer, GivesSlowRequestsALimitedTime) {
  TestServerOptions options;
  options.http.request_timeout_ms = 50;
  TestServer server(options);
  server.http().handle(echo());
  server.start();
  RawClient silent(server.port());
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\nHost:");
  EXPECT_NE(slow.receive_all().find("408 "), std::string::npos);
  EXPECT_EQ(silent.receive_all(), "");
}

TEST(HttpServer, ClosesIdleConnections) {
  TestServerOptions options;
  options.http.idle_timeout_ms = 30;
  TestServer server(options);
  server.http().handle(echo());
  server.start();
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_NE(client.receive_all().find("200 OK"), std::string::npos);
}

TEST(HttpServer, TurnsAwayConnectionsOverItsLimit) {
  TestServerOptions options;
  options.http.max_connections = 2;
  TestServer server(options);
  server.http().handle(echo());
  server.start();
  RawClient first(server.port());
  first.send("GET / HTTP/1.1\r\n\r\n");
  first.receive_until("[]");
  RawClient second(server.port());
  second.send("GET / HTTP/1.1\r\n\r\n");
  second.receive_until("[]");
  RawClient third(server.port());
  EXPECT_EQ(third.receive_all(), "");
  EXPECT_EQ(server.http().stats().refused, 1U);
  first.send("GET / HTTP/1.1\r\n\r\n");
  first.receive_until("[]");
}

TEST(HttpServer, SendsALargeAnswerToAReaderThatTakesItsTime) {
  TestServerOptions options;
  options.http.max_queued_bytes = 100'000;
  TestServer server(options);
  server.http().handle([](HttpRequest&&, const HttpReply& reply) {
    std::string large("end");
    large.insert(0, 20'000'000, 'x');
    reply.send({200, {}, std::move(large)});
  });
  server.start();
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_GT(client.receive_until("end").size(), 20'000'000U);
}

TEST(HttpServer, SendsAFileByPiecesAndThenTheNextAnswer) {
  const auto file = std::make_shared<HttpFile>(HttpFile{UniqueFd(::memfd_create("body", 0)), 3, 0});
  std::string content(5'000'000, 'f');
  content.replace(content.size() - 3, 3, "end");
  ASSERT_EQ(::write(file->file.get(), content.data(), content.size()),
            static_cast<ssize_t>(content.size()));
  file->bytes = content.size() - 3;
  TestServerOptions options;
  options.http.max_queued_bytes = 100'000;  // far less than the file
  TestServer server(options);
  server.http().handle([&](HttpRequest&& request, const HttpReply& reply) {
    if (request.path == "/file") return reply.send({200, {}, {}, file});
    if (request.path == "/short")
      return reply.send(
          {200,
           {},
           {},
           std::make_shared<HttpFile>(HttpFile{UniqueFd(::dup(file->file.get())), 4'999'997, 10})});
    reply.send({200, {}, "small"});
  });
  server.start();
  RawClient client(server.port());
  // The second request comes before the first is answered.
  client.send("GET /file HTTP/1.1\r\n\r\nGET /small HTTP/1.1\r\nConnection: close\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the kernel's buffers fill
  const std::string all = client.receive_all();
  EXPECT_NE(all.find("Content-Length: 4999997\r\n"), std::string::npos);
  const std::size_t body = all.find("\r\n\r\n") + 4;
  ASSERT_GT(all.size(), body + 4'999'997);
  EXPECT_EQ(all.compare(body, 4'999'997, content, 3), 0);
  EXPECT_TRUE(all.ends_with("small")) << all.substr(body + 4'999'997);
  EXPECT_EQ(server.http().stats().dropped_slow, 0U);

  RawClient head(server.port());
  head.send("HEAD /file HTTP/1.1\r\n\r\nGET /file HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(head.receive_all().size() - 4'999'997, all.find("\r\n\r\n") * 2 + 8 + 19);

  RawClient cut(server.port());
  cut.send("GET /short HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(cut.receive_all().ends_with("\r\n\r\nend")) << "less than was promised, and the end";
}

TEST(HttpServer, StopsWithOpenConnectionsAndStartsOnce) {
  auto server = std::make_unique<TestServer>();
  server->start();
  EXPECT_FALSE(server->http().start().has_value());
  RawClient client(server->port());
  client.send("GET / HTT");
  server.reset();
  EXPECT_EQ(client.receive_all(), "");
}

// A certificate made by the openssl program, where there is one.
class HttpServerTls : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "photosieve_tls_test";
    std::filesystem::create_directories(folder_);
    const std::string command =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost -keyout " +
        key() + " -out " + certificate() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0)  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
      GTEST_SKIP() << "no openssl program";
  }
  [[nodiscard]] std::string key() const { return folder_ + "/key.pem"; }
  [[nodiscard]] std::string certificate() const { return folder_ + "/certificate.pem"; }

  std::string folder_;
};

TEST_F(HttpServerTls, SpeaksTlsToAClientThatTrustsIt) {
  auto context = TlsContext::server(certificate(), key());
  if (!context) GTEST_SKIP() << context.error().message;
  TestServerOptions options;
  options.http.tls = *context;
  TestServer server(options);
  server.io().of("/").on(
      "echo", [](const SocketPtr&, Event& event) { event.ack.send(std::move(event.args)); });
  server.start();
  for (const bool polling : {true, false}) {
    Box<std::string> failed;
    Box<Result<Args>> answer;
    SocketClientOptions client_options;
    client_options.url = server.url();
    client_options.tls = *TlsContext::client(certificate());
    client_options.engine.use_polling = polling;
    SocketClient client(client_options);
    ClientSocket& socket = client.of("/");
    client.on_failure([&](const std::string& reason) { failed.put(reason); });
    ASSERT_TRUE(client.start());
    const std::string large(300'000, 'x');
    socket.emit_with_ack("echo", {Json(large)}, 10'000,
                         [&](Result<Args> got) { answer.put(std::move(got)); });
    const auto got = answer.get();
    ASSERT_TRUE(got.has_value()) << got.error().message;
    EXPECT_EQ((*got)[0], large);
  }
  Box<std::string> untrusted;
  SocketClientOptions stranger;
  stranger.url = server.url();
  stranger.reconnect = false;
  SocketClient client(stranger);
  client.of("/");
  client.on_failure([&](const std::string& reason) { untrusted.put(reason); });
  ASSERT_TRUE(client.start());
  const std::string reason = untrusted.get();
  EXPECT_TRUE(reason.starts_with("the server's certificate is not trusted: ")) << reason;
}

TEST_F(HttpServerTls, SaysWhichFileItCannotRead) {
  const auto missing = TlsContext::server(folder_ + "/none.pem", key());
  EXPECT_FALSE(missing.has_value());
  EXPECT_FALSE(TlsContext::server(certificate(), certificate()).has_value());
  EXPECT_FALSE(TlsContext::client(folder_ + "/none.pem").has_value());
}

}  // namespace
}  // namespace photosieve::net
