// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "serve/test_server.h"
#include "serve/token_secret.h"

namespace photosieve {
namespace {

TEST(Server, EveryAnswerHasTheSecurityHeaders) {
  const TestServer server;
  for (const char* path : {"/api/v1/sessions", "/api/v1/nope", "/healthz", "/metrics", "/"}) {
    const auto answer = server.get(path);
    EXPECT_NE(answer.header("Content-Security-Policy").find("default-src 'self'"),
              std::string::npos)
        << path;
    EXPECT_EQ(answer.header("Content-Security-Policy").find("script-src 'self' 'unsafe"),
              std::string::npos);
    EXPECT_NE(answer.header("Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer") << path;
    EXPECT_EQ(answer.header("Cache-Control"), "no-store") << path;
    EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "") << path;
  }
}

TEST(Server, WhatIsWrongIsAProblemDocument) {
  const TestServer server;
  const std::string large(1'100'000, ' ');
  struct Case {
    const char* method;
    const char* path;
    std::string body;
    net::HttpHeaders headers;
    int status;
    const char* code;
  };
  const net::HttpHeaders json{{"Content-Type", "application/json"}};
  const std::vector<Case> cases{
      {"GET", "/api/v1/nope", "", {}, 404, "not_found"},
      {"GET", "/", "", {}, 404, "not_found"},
      {"GET", "/api/v1/%zz", "", {}, 400, "invalid_payload"},
      {"GET", "/api/v1/sessions?limit=1&limit=2", "", {}, 400, "invalid_payload"},
      {"GET", "/api/v1/sessions?limt=1", "", {}, 400, "invalid_payload"},
      {"GET", "/api/v1/sessions/unknown", "", {}, 404, "unknown_session"},
      {"DELETE", "/api/v1/sessions", "", {}, 405, "method_not_allowed"},
      {"PUT", "/api/v1/sessions/x", "{}", json, 405, "method_not_allowed"},
      {"POST",
       "/api/v1/sessions",
       "{}",
       {{"Content-Type", "text/plain"}},
       415,
       "unsupported_media_type"},
      {"POST",
       "/api/v1/sessions",
       "a=b",
       {{"Content-Type", "application/x-www-form-urlencoded"}},
       415,
       "unsupported_media_type"},
      {"POST", "/api/v1/sessions", "{", json, 400, "invalid_payload"},
      {"POST", "/api/v1/sessions", "[1]", json, 400, "invalid_payload"},
      {"POST", "/api/v1/sessions", "\"\xff\"", json, 400, "invalid_payload"},
      {"POST", "/api/v1/sessions", std::string(100, '[') + std::string(100, ']'), json, 400,
       "invalid_payload"},
      {"POST", "/api/v1/sessions", large, json, 413, "too_large"},
      {"POST", "/api/v1/sessions/x/images/1/review", "{}", json, 501, "not_implemented"},
      {"GET", "/api/v1/sessions/x/performance", "", {}, 404, "unknown_session"},
  };
  for (const Case& c : cases) {
    const auto answer = server.ask(c.method, c.path, c.body, c.headers);
    EXPECT_EQ(answer.status, c.status) << c.method << c.path << answer.body;
    EXPECT_EQ(answer.code(), c.code) << c.method << c.path << answer.body;
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json") << c.path;
    ASSERT_TRUE(answer.json.is_object()) << c.path;
    EXPECT_EQ(answer.json["status"], c.status) << c.path;
    EXPECT_NE(std::string(".?").find(answer.json["detail"].get<std::string>().back()),
              std::string::npos)
        << "a sentence: " << answer.body;
  }
  EXPECT_EQ(server.ask("DELETE", "/api/v1/sessions").header("Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Server, HeadAndOptionsAreAnswered) {
  const TestServer server;
  const auto head = server.ask("HEAD", "/api/v1/sessions");
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.ends_with("\r\n\r\n")) << "no body";
  EXPECT_EQ(head.body.find("Content-Length: 0"), std::string::npos);
  const auto options = server.ask("OPTIONS", "/api/v1/sessions/x");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "GET, HEAD, OPTIONS");
}

TEST(Server, AnotherPageAndAnotherNameAreRefusedEverywhere) {
  const TestServer server;
  for (const char* path :
       {"/api/v1/sessions", "/metrics", "/healthz", "/", "/socket.io/?EIO=4&transport=polling"}) {
    EXPECT_EQ(server.get(path, {{"Host", "evil.example"}}).status, 403) << path;
    EXPECT_EQ(server.get(path, {{"Origin", "http://evil.example"}}).status, 403) << path;
  }
  EXPECT_EQ(server.ask("POST", "/api/v1/sessions", "{}", {{"Origin", "null"}}).status, 403);
  EXPECT_EQ(server.get("/socket.io/?EIO=4&transport=polling").status, 200);
}

TEST(Server, WithATokenNothingIsSaidWithoutIt) {
  std::string folder;
  const TestServer server([&](ServerOptions& options) {
    folder = options.roots[0];
    options.token_file = folder + "/token";
    std::ofstream(options.token_file) << "0123456789abcdef";
    std::filesystem::permissions(options.token_file, std::filesystem::perms::owner_read);
    options.web_folder = folder;
    std::ofstream(folder + "/index.html") << "<page>";
  });
  const net::HttpHeaders token{{"Authorization", "Bearer 0123456789abcdef"}};
  for (const char* path : {"/api/v1/sessions", "/api/v1/openapi.json", "/metrics"}) {
    EXPECT_EQ(server.get(path).status, 401) << path;
    EXPECT_EQ(server.get(path).code(), "unauthorized") << path;
    EXPECT_EQ(server.get(path, token).status, 200) << path;
  }
  for (const char* path : {"/healthz", "/readyz", "/"})
    EXPECT_EQ(server.get(path).status, 200) << path;
  EXPECT_EQ(server.get("/").body, "<page>");
  EXPECT_EQ(server.ask("POST", "/", "{}").status, 405);
}

TEST(Server, ATokenThatIsMadeOrRevokedMeanwhileCountsSoon) {
  const auto first = make_token("", TokenRights::kReadOnly, {}, 1000);
  ASSERT_TRUE(first);
  TestServer server([&](ServerOptions& options) {
    options.endpoint.host = "0.0.0.0";
    ASSERT_TRUE((*open_store(options.database))->add_token(first->token));
  });
  const auto status = [&](const std::string& secret, const char* method) {
    return server.ask(method, "/api/v1/sessions", "{}", {{"Authorization", "Bearer " + secret}})
        .status;
  };
  const auto becomes = [&](const std::string& secret, int wanted) {
    for (int tries = 0; tries < 200 && status(secret, "GET") != wanted; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return status(secret, "GET");
  };
  EXPECT_EQ(status(first->secret, "GET"), 200);
  EXPECT_EQ(status(first->secret, "POST"), 403);
  const auto second = make_token("", TokenRights::kFull, {}, 2000);
  EXPECT_EQ(status(second->secret, "GET"), 401);
  ASSERT_TRUE(server.store().add_token(second->token));
  EXPECT_EQ(becomes(second->secret, 200), 200);
  EXPECT_EQ(status(second->secret, "POST"), 400) << "it may; the body says nothing";
  ASSERT_TRUE(server.store().revoke_token(first->token.id, 3000));
  EXPECT_EQ(becomes(first->secret, 401), 401);
}

TEST(Server, ABrowserIsToldHowToBuildThePagesThatAreNotThere) {
  const TestServer server;
  const net::HttpHeaders browser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
  for (const char* path : {"/", "/monitoring/abc"}) {
    const auto page = server.get(path, browser);
    EXPECT_EQ(page.status, 503) << path;
    EXPECT_NE(page.body.find("./dev build"), std::string::npos) << path;
    EXPECT_EQ(server.get(path).status, 404) << path;
  }
  EXPECT_EQ(server.get("/api/v1/nothing", browser).status, 404);
}

TEST(Server, WhatAPersonGotWrongIsSaidBeforeAnythingListens) {
  const TestServer other;  // for its folders
  Hub hub;
  const SystemClock clock;
  const std::string folder = other.root();
  SessionHost host(hub, clock, {.database = "sqlite:" + folder + "/x.db"});
  const auto made = [&](const std::function<void(ServerOptions&)>& change) {
    ServerOptions options;
    options.database = "sqlite:" + folder + "/x.db";
    options.roots = {folder};
    change(options);
    auto server = Server::make(std::move(options), hub, host, clock);
    return server ? std::string() : server.error().message;
  };
  EXPECT_EQ(made([](ServerOptions&) {}), "");
  EXPECT_NE(made([](ServerOptions& o) { o.endpoint.host = "0.0.0.0"; }).find("--token-file"),
            std::string::npos);
  EXPECT_NE(made([](ServerOptions& o) { o.roots = {"/no/such/folder"}; }).find("--root"),
            std::string::npos);
  EXPECT_NE(made([](ServerOptions& o) { o.web_folder = "/no/such/folder"; }).find("web files"),
            std::string::npos);
  EXPECT_NE(made([](ServerOptions& o) { o.database = "mysql:x"; }), "");
}

TEST(Server, AnAddressInUseIsSaid) {
  const TestServer first;
  Hub hub;
  const SystemClock clock;
  SessionHost host(hub, clock, {.database = first.database()});
  ServerOptions options;
  options.database = first.database();
  options.roots = {first.root()};
  options.endpoint.port = const_cast<TestServer&>(first).server().port();
  auto second = Server::make(std::move(options), hub, host, clock);
  ASSERT_TRUE(second);
  EXPECT_FALSE((*second)->start());
}

}  // namespace
}  // namespace photosieve
