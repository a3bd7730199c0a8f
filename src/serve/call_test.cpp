// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/call.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

Call call_of(std::string body, net::HttpHeaders headers, std::string query = {}) {
  net::HttpRequest request;
  request.method = "POST";
  request.body = std::move(body);
  request.headers = std::move(headers);
  request.query = std::move(query);
  return {std::move(request), net::HttpReply(nullptr)};
}

TEST(Call, ABodyIsAJsonObjectOrNothing) {
  const net::HttpHeaders json{{"content-type", "Application/JSON; charset=utf-8"}};
  EXPECT_EQ((*call_of(R"({"a":1})", json).json_body())["a"], 1);
  EXPECT_TRUE(call_of("", {}).json_body()->empty());
  EXPECT_TRUE(call_of("", json).json_body()->empty());
  struct Case {
    const char* body;
    net::HttpHeaders headers;
    int status;
  };
  const std::vector<Case> cases{
      {"{}", {}, 415},
      {"{}", {{"Content-Type", "text/plain"}}, 415},
      {"{}", {{"Content-Type", "application/jsonp"}}, 415},
      {"", {{"Content-Type", "multipart/form-data"}}, 415},
      {"{", json, 400},
      {"null", json, 400},
      {"{} {}", json, 400},
      {"{\"a\":1,}", json, 400},
      {"\xef\xbb\xbf{}", json, 0},
  };
  for (const Case& c : cases) {
    const auto body = call_of(c.body, c.headers).json_body();
    if (c.status == 0) continue;
    ASSERT_FALSE(body) << c.body;
    EXPECT_EQ(body.error().status, c.status) << c.body;
  }
}

TEST(Call, AQueryHoldsKnownNamesAlone) {
  Call call = call_of("", {}, "limit=5&flag=true");
  ASSERT_TRUE(call.open({"id"}));
  EXPECT_EQ(call.value(0), "id");
  EXPECT_TRUE(call.only({"limit", "flag"}));
  EXPECT_FALSE(call.only({"limit"}));
  EXPECT_FALSE(call.only({}));
  EXPECT_EQ(*query_whole(call.query(), "limit", 1, 5), 5U);
  EXPECT_FALSE(query_whole(call.query(), "limit", 1, 4));
  EXPECT_FALSE(query_whole(call.query(), "flag", 1, 4));
  EXPECT_EQ(*query_whole(call.query(), "other", 1, 4), std::nullopt);
  EXPECT_EQ(*query_boolean(call.query(), "flag"), true);
  EXPECT_FALSE(query_boolean(call.query(), "limit"));
  Call bad = call_of("", {}, "a=%");
  EXPECT_FALSE(bad.open({}));
}

TEST(Call, NumbersAreDigitsAlone) {
  EXPECT_EQ(whole_number("0"), 0U);
  EXPECT_EQ(whole_number("4294967295"), 4294967295U);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "4294967296", "1e3"})
    EXPECT_EQ(whole_number(text), std::nullopt) << text;
}

}  // namespace
}  // namespace photosieve
