// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/connection_events.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

constexpr WallMs kNow = 1'767'225'600'000;
constexpr const char* kNowText = "2026-01-01T00:00:00.000Z";

TEST(ConnectionEvents, HaveTheContractsFields) {
  EXPECT_EQ(
      connected_json("abc", kNow).dump(),
      std::string(R"({"status":"connected","client_id":"abc","timestamp":")") + kNowText + "\"}");
  EXPECT_EQ(pong_json(kNow).dump(), std::string(R"({"timestamp":")") + kNowText + "\"}");
  EXPECT_EQ(error_json("wrong_state", "no").dump(), R"({"code":"wrong_state","message":"no"})");
  Session session;
  session.id = "s";
  session.status = SessionStatus::kPaused;
  session.processed = 1200;
  const auto status = session_status_json(session);
  EXPECT_EQ(status["session_id"], "s");
  EXPECT_EQ(status["status"], "paused");
  EXPECT_EQ(status["message"], "The session is paused; 1,200 photos judged");
  EXPECT_EQ(status.size(), 3U);
  const auto joined = session_joined_json(session, nlohmann::ordered_json::array({1}), kNow);
  EXPECT_EQ(joined.size(), 5U);
  EXPECT_EQ(joined["status"], "joined");
  EXPECT_EQ(joined["session"]["processed"], 1200);
  EXPECT_EQ(joined["milestones"].size(), 1U);
}

TEST(ConnectionEvents, AFailedSessionSaysWhy) {
  Session session;
  session.status = SessionStatus::kFailed;
  session.error = "There is nothing in /photos";
  EXPECT_EQ(session_status_json(session)["message"], "There is nothing in /photos");
}

}  // namespace
}  // namespace photosieve
