// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/router.h"

#include <gtest/gtest.h>

#include "serve/call.h"

namespace photosieve {
namespace {

struct RouterTest : testing::Test {
  RouterTest() {
    for (const auto& [method, path] :
         {std::pair{"GET", "/"}, std::pair{"GET", "/s"}, std::pair{"POST", "/s"},
          std::pair{"GET", "/s/{id}"}, std::pair{"POST", "/s/{id}/images/{n}/retry"}})
      router.add({method, path, [](const CallPtr&) {}});
  }
  Router router;
};

TEST_F(RouterTest, AMethodAndAPathHaveOneHandler) {
  struct Case {
    const char* method;
    const char* path;
    std::vector<std::string> values;
    const char* allow;
  };
  const std::vector<Case> cases{
      {"GET", "/", {}, "GET, HEAD, OPTIONS"},
      {"GET", "/s", {}, "GET, HEAD, POST, OPTIONS"},
      {"HEAD", "/s", {}, "GET, HEAD, POST, OPTIONS"},
      {"GET", "/s/a%2Fb", {"a/b"}, "GET, HEAD, OPTIONS"},
      {"POST", "/s/x/images/7/retry", {"x", "7"}, "POST, OPTIONS"},
  };
  for (const Case& c : cases) {
    const auto match = router.match(c.method, c.path);
    ASSERT_TRUE(match) << c.path << match.error().detail;
    EXPECT_NE(match->handler, nullptr) << c.path;
    EXPECT_EQ(match->values, c.values) << c.path;
    EXPECT_EQ(match->allow, c.allow) << c.path;
  }
}

TEST_F(RouterTest, WhatIsNotThereIsRefused) {
  struct Case {
    const char* method;
    const char* path;
    int status;
    const char* code;
  };
  const std::vector<Case> cases{
      {"GET", "/nope", 404, "not_found"},
      {"GET", "/s/", 404, "not_found"},
      {"GET", "/s//images", 404, "not_found"},
      {"GET", "//s", 404, "not_found"},
      {"GET", "/s/x/..", 404, "not_found"},
      {"GET", "/S", 404, "not_found"},
      {"GET", "/s/%", 400, "invalid_payload"},
      {"GET", "/s/%00", 400, "invalid_payload"},
      {"DELETE", "/s", 405, "method_not_allowed"},
      {"GET", "/s/x/images/7/retry", 405, "method_not_allowed"},
      {"get", "/s", 405, "method_not_allowed"},
  };
  for (const Case& c : cases) {
    const auto match = router.match(c.method, c.path);
    ASSERT_FALSE(match) << c.path;
    EXPECT_EQ(match.error().status, c.status) << c.path;
    EXPECT_EQ(match.error().code, c.code) << c.path;
    EXPECT_EQ(net::find_header(match.error().headers, "Allow").empty(), c.status != 405) << c.path;
  }
}

TEST_F(RouterTest, OptionsAsksForTheMethodsOfAPath) {
  const auto match = router.match("OPTIONS", "/s");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->handler, nullptr);
  EXPECT_EQ(match->allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_FALSE(router.match("OPTIONS", "/nope"));
}

}  // namespace
}  // namespace photosieve
