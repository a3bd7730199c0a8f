// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/access.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "serve/token_book.h"
#include "serve/token_secret.h"

namespace photosieve {
namespace {

constexpr const char* kToken = "0123456789abcdef0123";

struct AccessTest : testing::Test {
  AccessTest() {
    std::string pattern = testing::TempDir() + "accessXXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~AccessTest() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] std::string token_file(const std::string& text, mode_t mode = 0600) const {
    std::string path = folder + "/token";
    std::filesystem::remove(path);
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
    return path;
  }
  static net::HttpRequest request(net::HttpHeaders headers, const char* method = "GET") {
    net::HttpRequest made;
    made.method = method;
    made.path = "/api/v1/sessions";
    made.headers = std::move(headers);
    return made;
  }
  [[nodiscard]] Result<Access> made(const net::Endpoint& endpoint, const std::string& file) const {
    return Access::make(endpoint, file, book, clock);
  }
  // The secret of a token that the book holds.
  std::string token_of(TokenRights rights, std::optional<WallMs> expires_at = {}) {
    const auto made = make_token("", rights, expires_at, clock.wall());
    EXPECT_TRUE(made);
    tokens.push_back(made->token);
    book.update(tokens, clock.wall());
    return made->secret;
  }
  std::string folder;
  ManualClock clock;
  std::vector<AccessToken> tokens;
  TokenBook book;
};

TEST_F(AccessTest, OnLoopbackHostIsALoopbackNameAndOriginTheServerItself) {
  const auto access = made({"127.0.0.1", 8000, {}}, "");
  ASSERT_TRUE(access);
  struct Case {
    net::HttpHeaders headers;
    bool allowed;
  };
  const std::vector<Case> cases{
      {{{"Host", "127.0.0.1:8000"}}, true},
      {{{"Host", "localhost:8000"}}, true},
      {{{"Host", "LOCALHOST"}}, true},
      {{{"Host", "[::1]:8000"}}, true},
      {{{"Host", "localhost:9000"}}, true},  // a tunnel's other end
      {{}, false},
      {{{"Host", ""}}, false},
      {{{"Host", "evil.example"}}, false},
      {{{"Host", "evil.example:8000"}}, false},
      {{{"Host", "localhost.evil.example"}}, false},
      {{{"Host", "127.0.0.1.evil.example:8000"}}, false},
      {{{"Host", "localhost:8000@evil.example"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "http://127.0.0.1:8000"}}, true},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "https://127.0.0.1:8000"}}, true},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "http://localhost:8000"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "http://127.0.0.1:3000"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "https://evil.example"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "null"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Origin", "file://127.0.0.1:8000"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Sec-Fetch-Site", "same-origin"}}, true},
      {{{"Host", "127.0.0.1:8000"}, {"Sec-Fetch-Site", "none"}}, true},
      {{{"Host", "127.0.0.1:8000"}, {"Sec-Fetch-Site", "cross-site"}}, false},
      {{{"Host", "127.0.0.1:8000"}, {"Sec-Fetch-Site", "same-site"}}, false},
      {{{"Host", "127.0.0.1:8000"},
        {"Sec-Fetch-Site", "cross-site"},
        {"Sec-Fetch-Mode", "navigate"}},
       true},
  };
  for (const Case& c : cases) {
    std::string shown;
    for (const auto& [name, value] : c.headers)
      shown.append(name).append("=").append(value).append(" ");
    const auto allowed = access->allows(request(c.headers));
    EXPECT_EQ(allowed.has_value(), c.allowed) << shown;
    if (!allowed) {
      EXPECT_EQ(allowed.error().status, 403) << shown;
    }
  }
  EXPECT_FALSE(access->allows(request(
      {{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}},
      "POST")))
      << "a form of another page";
}

TEST_F(AccessTest, AnotherAddressNeedsAToken) {
  for (const char* host : {"0.0.0.0", "192.168.1.5", "::", "example.org", "fe80::1"}) {
    const auto access = made({host, 8000, {}}, "");
    ASSERT_FALSE(access) << host;
    EXPECT_EQ(access.error().kind, ErrorKind::kUsage);
    EXPECT_NE(access.error().message.find("--token-file"), std::string::npos);
    EXPECT_TRUE(made({host, 8000, {}}, token_file(kToken))) << host;
  }
  for (const char* host : {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
    EXPECT_TRUE(made({host, 8000, {}}, "")) << host;
  EXPECT_TRUE(made({"", 0, "/run/x.sock"}, ""));
}

TEST_F(AccessTest, ATokenFileIsItsOwnersAlone) {
  struct Case {
    const char* what;
    std::string text;
    mode_t mode;
    bool good;
  };
  const std::vector<Case> cases{
      {"plain", kToken, 0600, true},
      {"with a line's end", std::string(kToken) + "\r\n", 0400, true},
      {"read by a group", kToken, 0640, false},
      {"read by all", kToken, 0604, false},
      {"short", "0123456789abcde", 0600, false},
      {"empty", "", 0600, false},
      {"two words", "0123456789 0123456789", 0600, false},
      {"long", std::string(600, 'a'), 0600, false},
      {"not ASCII", std::string(20, '\xe9'), 0600, false},
  };
  for (const Case& c : cases)
    EXPECT_EQ(made({"0.0.0.0", 1, {}}, token_file(c.text, c.mode)).has_value(), c.good) << c.what;
  EXPECT_FALSE(made({"0.0.0.0", 1, {}}, folder + "/nope"));
  EXPECT_FALSE(made({"0.0.0.0", 1, {}}, folder));
}

TEST_F(AccessTest, TheTokenComesAsBearerOrCookieOrSocketAuth) {
  const auto access = made({"0.0.0.0", 8000, {}}, token_file(kToken));
  ASSERT_TRUE(access) << access.error().message;
  EXPECT_TRUE(access->needs_token());
  const std::string token = kToken;
  struct Case {
    net::HttpHeaders headers;
    bool allowed;
  };
  const std::vector<Case> cases{
      {{{"Authorization", "Bearer " + token}}, true},
      {{{"Authorization", "bearer " + token + " "}}, true},
      {{{"Cookie", "a=b; photosieve_token=" + token + "; c=d"}}, true},
      {{}, false},
      {{{"Authorization", "Bearer"}}, false},
      {{{"Authorization", "Bearer x" + token.substr(1)}}, false},
      {{{"Authorization", "Bearer " + token + "x"}}, false},
      {{{"Authorization", "Basic " + token}}, false},
      {{{"Cookie", "xphotosieve_token=" + token}}, false},
      {{{"Cookie", "photosieve_token="}}, false},
  };
  for (Case c : cases) {
    c.headers.emplace_back("Host", "photos.example");
    const auto allowed = access->allows(request(c.headers));
    EXPECT_EQ(allowed.has_value(), c.allowed) << c.headers[0].second;
    if (!allowed) {
      EXPECT_EQ(allowed.error().status, 401);
      EXPECT_FALSE(net::find_header(allowed.error().headers, "WWW-Authenticate").empty());
    }
  }
  EXPECT_FALSE(access->allows(request({{"Host", "photos.example"},
                                       {"Origin", "https://evil.example"},
                                       {"Authorization", "Bearer " + token}})))
      << "another page, whatever it knows";
  const auto bare = request({{"Host", "photos.example"}});
  EXPECT_TRUE(access->caller(bare, net::Json{{"token", token}}));
  for (const net::Json& auth : {net::Json(nullptr), net::Json{{"token", "x"}}, net::Json(token),
                                net::Json{{"token", 1}}, net::Json::array({token})})
    EXPECT_FALSE(access->caller(bare, auth)) << auth;
}

TEST_F(AccessTest, ATokenOfTheStoreHasItsRights) {
  EXPECT_FALSE(made({"0.0.0.0", 8000, {}}, "")) << "there is no token yet";
  const std::string reader = token_of(TokenRights::kReadOnly);
  const std::string owner = token_of(TokenRights::kFull);
  const auto access = made({"0.0.0.0", 8000, {}}, "");
  ASSERT_TRUE(access) << access.error().message;
  EXPECT_TRUE(access->needs_token());
  struct Case {
    std::string token;
    const char* method;
    int refused;  // 0: let in
  };
  for (const Case& c :
       std::initializer_list<Case>{{reader, "GET", 0},
                                   {reader, "HEAD", 0},
                                   {reader, "OPTIONS", 0},
                                   {reader, "POST", 403},
                                   {reader, "PUT", 403},
                                   {reader, "PATCH", 403},
                                   {reader, "DELETE", 403},
                                   {owner, "GET", 0},
                                   {owner, "POST", 0},
                                   {owner, "DELETE", 0},
                                   {"", "GET", 401},
                                   {reader + "x", "GET", 401},
                                   {reader.substr(0, 12) + owner.substr(12), "GET", 401}}) {
    const auto allowed = access->allows(
        request({{"Host", "photos.example"}, {"Authorization", "Bearer " + c.token}}, c.method));
    EXPECT_EQ(allowed ? 0 : allowed.error().status, c.refused) << c.method << " " << c.token;
  }
  const auto bare = request({{"Host", "photos.example"}});
  EXPECT_EQ(access->caller(bare, net::Json{{"token", reader}})->rights, TokenRights::kReadOnly);
  EXPECT_EQ(access->caller(bare, net::Json{{"token", reader}})->token_id, reader.substr(3, 8));
  EXPECT_EQ(access->caller(bare, net::Json{{"token", owner}})->rights, TokenRights::kFull);
}

TEST_F(AccessTest, ATokenOfTheStoreHoldsUntilItExpiresOrIsRevoked) {
  const std::string brief = token_of(TokenRights::kFull, clock.wall() + 1000);
  const std::string lasting = token_of(TokenRights::kFull);
  const auto access = made({"0.0.0.0", 8000, {}}, "");
  ASSERT_TRUE(access) << access.error().message;
  const auto works = [&](const std::string& token) {
    return access->allows(request({{"Host", "x"}, {"Authorization", "Bearer " + token}}))
        .has_value();
  };
  EXPECT_TRUE(works(brief));
  clock.advance_ms(1000);
  EXPECT_FALSE(works(brief)) << "expired, though nobody read the store again";
  EXPECT_TRUE(works(lasting));
  tokens.back().revoked_at = clock.wall();
  book.update(tokens, clock.wall());
  EXPECT_FALSE(works(lasting));
}

TEST_F(AccessTest, AShareLinkShowsItsSessionAndNothingElse) {
  const auto share = make_share("s1", "a friend", {}, clock.wall());
  ASSERT_TRUE(share);
  tokens.push_back(share->token);
  book.update(tokens, clock.wall());
  const auto access = made({"0.0.0.0", 8000, {}}, "");
  ASSERT_TRUE(access) << access.error().message;
  struct Case {
    const char* method;
    const char* path;
    bool allowed;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"GET", "/api/v1/sessions/s1", true},
                                   {"HEAD", "/api/v1/sessions/s1/images", true},
                                   {"GET", "/api/v1/sessions/s1/images/7/thumbnail", true},
                                   {"GET", "/api/v1/sessions/%73%31", true},
                                   {"GET", "/api/v1/whoami", true},
                                   {"GET", "/api/v1/openapi.json", true},
                                   {"GET", "/api/v1/sessions", false},
                                   {"GET", "/api/v1/sessions/", false},
                                   {"GET", "/api/v1/sessions/s2", false},
                                   {"GET", "/api/v1/sessions/s11", false},
                                   {"GET", "/api/v1/sessions/s1%2f..%2fs2", false},
                                   {"GET", "/api/v1/sessions/s2/../s1", false},
                                   {"GET", "/api/v1/sessions//s1", false},
                                   {"GET", "//api/v1/sessions/s1", false},
                                   {"GET", "/API/v1/sessions/s1", false},
                                   {"GET", "/api/v1/sessions/%zz", false},
                                   {"GET", "/api/v1/system", false},
                                   {"GET", "/api/v1/folders", false},
                                   {"GET", "/api/v1/audit", false},
                                   {"GET", "/metrics", false},
                                   {"POST", "/api/v1/sessions/s1/pause", false},
                                   {"POST", "/api/v1/sessions/s1/share", false},
                                   {"PATCH", "/api/v1/sessions/s1/settings", false}}) {
    auto asked = request({{"Host", "x"}, {"Authorization", "Bearer " + share->secret}}, c.method);
    asked.path = c.path;
    const auto allowed = access->allows(asked);
    EXPECT_EQ(allowed.has_value(), c.allowed) << c.method << " " << c.path;
    EXPECT_EQ(allowed ? 403 : allowed.error().status, 403) << c.path;
  }
  const auto caller = access->caller_with(share->secret);
  ASSERT_TRUE(caller);
  EXPECT_TRUE(caller->may_see("s1"));
  EXPECT_FALSE(caller->may_see("s2"));
  EXPECT_FALSE(caller->may_see(""));
  EXPECT_FALSE(caller->may_change());
  EXPECT_EQ(caller->who, "token " + share->token.id + " (a friend)");
}

TEST_F(AccessTest, TheCookieIsTheServersAloneAndEndsWithTheToken) {
  EXPECT_EQ(token_cookie("ps_x", {}, 0, false),
            "photosieve_token=ps_x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
  EXPECT_EQ(token_cookie("ps_x", 61'999, 2'000, true),
            "photosieve_token=ps_x; Path=/; Max-Age=59; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(token_cookie("ps_x", 1'000, 2'000, false),
            "photosieve_token=ps_x; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
  EXPECT_EQ(token_cookie("", {}, 0, false),
            "photosieve_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
}

TEST_F(AccessTest, ComparingTakesTheWholeOfBoth) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

}  // namespace
}  // namespace photosieve
