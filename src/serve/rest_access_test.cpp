// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "serve/test_server.h"

namespace photosieve {
namespace {

constexpr const char* kToken = "0123456789abcdef0123";

// Loopback with a token file: whoever asks needs the token.
std::unique_ptr<TestServer> guarded() {
  return std::make_unique<TestServer>([](ServerOptions& options) {
    options.token_file = options.thumbnail_folder + ".token";
    std::ofstream(options.token_file) << kToken;
    ::chmod(options.token_file.c_str(), 0600);
  });
}

net::HttpHeaders bearing(const std::string& token) {
  return {{"Authorization", "Bearer " + token}};
}

std::string token_body(const std::string& token) {
  return net::dump_json({{"token", token}});
}

// "name=value" of an answer's cookie, as a browser sends it back.
std::string cookie_of(const TestAnswer& answer) {
  const std::string set = answer.header("Set-Cookie");
  return set.substr(0, set.find(';'));
}

std::vector<std::string> audit_of(TestServer& server) {
  const auto entries = server.store().audit({}, 100);
  EXPECT_TRUE(entries);
  std::vector<std::string> lines;
  for (const AuditEntry& entry : *entries)
    lines.push_back(fmt::format("{} {} {} {} {}", entry.who, entry.address, entry.action,
                                entry.session_id, entry.outcome));
  return lines;
}

TEST(RestAccess, LoggingInGivesACookieThatWorksAndLoggingOutTakesIt) {
  const auto server = guarded();
  EXPECT_EQ(server->get("/api/v1/whoami").status, 401);
  const TestAnswer in = server->ask("POST", "/api/v1/login", token_body(kToken));
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_EQ(in.json["who"], "token file");
  EXPECT_EQ(in.json["rights"], "full");
  EXPECT_EQ(in.json["needs_token"], true);
  EXPECT_NE(in.header("Set-Cookie").find("; HttpOnly; SameSite=Strict"), std::string::npos);
  const net::HttpHeaders with{{"Cookie", cookie_of(in)}};
  EXPECT_EQ(server->get("/api/v1/whoami", with).json, in.json);
  const TestAnswer out = server->ask("POST", "/api/v1/logout", {}, with);
  EXPECT_EQ(out.status, 204);
  EXPECT_EQ(cookie_of(out), "photosieve_token=");
  EXPECT_EQ(server->get("/api/v1/whoami", {{"Cookie", cookie_of(out)}}).status, 401);
}

TEST(RestAccess, WhatIsNoTokenIsRefusedAndTooManyAreNotLookedAt) {
  const auto server = guarded();
  for (const char* body :
       {"{}", "{\"token\":\"\"}", "{\"token\":1}", "{\"tokn\":\"x\"}", "[]", "{"})
    EXPECT_EQ(server->ask("POST", "/api/v1/login", body).status, 400) << body;
  EXPECT_EQ(
      server->ask("POST", "/api/v1/login", token_body(kToken), {{"Origin", "https://evil.example"}})
          .status,
      403);
  for (int i = 0; i < 10; ++i) {
    const TestAnswer wrong = server->ask("POST", "/api/v1/login", token_body("no such token"));
    EXPECT_EQ(wrong.status, 401) << i;
    EXPECT_TRUE(wrong.header("Set-Cookie").empty());
  }
  const TestAnswer late = server->ask("POST", "/api/v1/login", token_body(kToken));
  EXPECT_EQ(late.status, 429) << "the right one too: it must not be found by trying";
  EXPECT_EQ(late.code(), "too_many_requests");
  EXPECT_EQ(late.header("Retry-After"), "60");
  EXPECT_EQ(server->get("/api/v1/whoami", bearing(kToken)).status, 200) << "who is in stays in";
  const auto done = audit_of(*server);
  EXPECT_EQ(std::count(done.begin(), done.end(), "nobody 127.0.0.1 log_in  unauthorized"), 10);
  EXPECT_EQ(std::count_if(done.begin(), done.end(),
                          [](const auto& line) { return line.find("too_many") != line.npos; }),
            0)
      << "who asks again and again does not fill the record";
}

TEST(RestAccess, AShareLinkHoldsAtOnceForItsSession) {
  const auto server = guarded();
  server->add_session("s1", 3);
  server->add_session("s2", 3);
  const net::HttpHeaders owner = bearing(kToken);
  const TestAnswer made =
      server->ask("POST", "/api/v1/sessions/s1/share", R"({"name":"a friend"})", owner);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string token = made.json["token"];
  EXPECT_EQ(made.json["path"], "/shared#" + token);
  EXPECT_EQ(server->get("/api/v1/sessions/s1", bearing(token)).status, 200);
  EXPECT_EQ(server->get("/api/v1/sessions/s1/images", bearing(token)).status, 200);
  EXPECT_EQ(server->get("/api/v1/sessions/s2", bearing(token)).status, 403);
  EXPECT_EQ(server->get("/api/v1/sessions", bearing(token)).status, 403);
  EXPECT_EQ(server->ask("POST", "/api/v1/sessions/s1/pause", {}, bearing(token)).status, 403);
  EXPECT_EQ(server->get("/api/v1/whoami", bearing(token)).json["session_id"], "s1");
  EXPECT_EQ(server->ask("POST", "/api/v1/sessions/s3/share", "{}", owner).code(),
            "unknown_session");
  for (const char* body : {R"({"expires_in_seconds":59})", R"({"expires_in_seconds":31536001})",
                           R"({"name":1})", R"({"nme":"x"})"})
    EXPECT_EQ(server->ask("POST", "/api/v1/sessions/s1/share", body, owner).status, 400) << body;
  const auto tokens = server->store().tokens();
  ASSERT_TRUE(tokens);
  ASSERT_EQ(tokens->size(), 1U) << "what is refused makes none";
  EXPECT_NEAR(static_cast<double>(*tokens->front().expires_at - tokens->front().created_at),
              7 * 24 * 3600 * 1000.0, 1);
}

TEST(RestAccess, WhoDidWhatIsRecordedAndShown) {
  const auto server = guarded();
  server->add_session("s1", 3);
  const net::HttpHeaders owner = bearing(kToken);
  EXPECT_EQ(server->ask("POST", "/api/v1/sessions/s1/pause", {}, owner).status, 409);
  EXPECT_EQ(audit_of(*server).front(), "token file 127.0.0.1 pause_session s1 wrong_state");
  const TestAnswer made = server->ask("POST", "/api/v1/sessions/s1/share", "{}", owner);
  ASSERT_EQ(made.status, 201);
  (void)server->get("/api/v1/sessions", owner);
  const auto done = audit_of(*server);
  ASSERT_EQ(done.size(), 2U) << "what only looks is not recorded";
  EXPECT_EQ(done[0], "token file 127.0.0.1 share_session s1 done");
  const TestAnswer page = server->get("/api/v1/audit?limit=1", owner);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.json["entries"][0]["action"], "share_session");
  const std::string next = page.json["next_cursor"];
  const TestAnswer rest = server->get("/api/v1/audit?limit=1&cursor=" + next, owner);
  EXPECT_EQ(rest.json["entries"][0]["action"], "pause_session");
  EXPECT_TRUE(rest.json["next_cursor"].is_null());
  EXPECT_EQ(server->get("/api/v1/audit?limit=0", owner).status, 400);
  EXPECT_EQ(server->get("/api/v1/audit?cursor=x", owner).status, 400);
  EXPECT_EQ(server->get("/api/v1/audit", bearing(made.json["token"])).status, 403);
}

TEST(RestAccess, OneClientDoesNotStartSessionsWithoutEnd) {
  TestServer server;
  const std::string body = net::dump_json({{"input_folder", server.root() + "/nowhere"}});
  for (int i = 0; i < 60; ++i)
    EXPECT_NE(server.ask("POST", "/api/v1/sessions", body).status, 429) << i;
  const TestAnswer late = server.ask("POST", "/api/v1/sessions", body);
  EXPECT_EQ(late.status, 429);
  EXPECT_EQ(late.header("Retry-After"), "60");
  EXPECT_NE(server.ask("POST", "/api/v1/sessions?dry_run=true", body).status, 429);
}

}  // namespace
}  // namespace photosieve
