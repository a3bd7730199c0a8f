// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/idempotency.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

struct IdempotencyTest : testing::Test {
  [[nodiscard]] IdempotencyKeys::Answer note() {
    return [this](const net::HttpResponse& response) { answers.push_back(response.body); };
  }
  ManualClock clock;
  IdempotencyKeys keys{clock, 3};
  std::vector<std::string> answers;
};

TEST_F(IdempotencyTest, TheSameRequestIsDoneOnceAndAnsweredTwice) {
  ASSERT_TRUE(*keys.begin("k", "body", note()));
  ASSERT_FALSE(*keys.begin("k", "body", note())) << "the first is still being done";
  EXPECT_TRUE(answers.empty());
  keys.finish("k", {201, {}, "made", {}});
  EXPECT_EQ(answers, (std::vector<std::string>{"made"}));
  ASSERT_FALSE(*keys.begin("k", "body", note()));
  EXPECT_EQ(answers, (std::vector<std::string>{"made", "made"}));
}

TEST_F(IdempotencyTest, AnotherRequestWithTheKeyIsRefused) {
  ASSERT_TRUE(*keys.begin("k", "body", note()));
  for (int i = 0; i < 2; ++i) {
    const auto other = keys.begin("k", "other", note());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().status, 422);
    keys.finish("k", {201, {}, "made", {}});
  }
  EXPECT_TRUE(*keys.begin("k2", "other", note()));
}

TEST_F(IdempotencyTest, WhatFailedMayBeTriedAgainWithItsKey) {
  ASSERT_TRUE(*keys.begin("k", "body", note()));
  ASSERT_FALSE(*keys.begin("k", "body", note()));
  keys.finish("k", {404, {}, "no folder", {}});
  EXPECT_EQ(answers, (std::vector<std::string>{"no folder"}));
  EXPECT_TRUE(*keys.begin("k", "mended", note()));
}

TEST_F(IdempotencyTest, OldKeysAreForgottenAndThereAreOnlySoMany) {
  for (const char* key : {"a", "b", "c"}) {
    ASSERT_TRUE(*keys.begin(key, "body", note()));
    keys.finish(key, {201, {}, key, {}});
    clock.advance_ms(1000);
  }
  ASSERT_TRUE(*keys.begin("d", "body", note())) << "the oldest gives way";
  EXPECT_TRUE(*keys.begin("a", "body", note())) << "and is not known any more";
  clock.advance_ms(WallMs{25} * 60 * 60 * 1000);
  EXPECT_TRUE(*keys.begin("c", "another", note())) << "after a day";
  EXPECT_EQ(keys.begin("e", "body", note()).error().status, 429) << "all three are being done";
}

TEST_F(IdempotencyTest, AKeyIsAShortPrintableText) {
  EXPECT_EQ(keys.begin("", "body", note()).error().status, 400);
  EXPECT_EQ(keys.begin(std::string(256, 'k'), "body", note()).error().status, 400);
  EXPECT_EQ(keys.begin("k\xff", "body", note()).error().status, 400);
  EXPECT_TRUE(*keys.begin(std::string(255, 'k'), "body", note()));
}

}  // namespace
}  // namespace photosieve
