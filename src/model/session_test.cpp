// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(Session, MovesAreThoseOfTheContract) {
  using enum SessionStatus;
  const std::vector<std::pair<SessionStatus, SessionStatus>> allowed{
      {kCreated, kRunning},     {kCreated, kCancelled},   {kRunning, kPaused},
      {kRunning, kComplete},    {kRunning, kCancelled},   {kRunning, kFailed},
      {kRunning, kInterrupted}, {kPaused, kRunning},      {kPaused, kCancelled},
      {kPaused, kInterrupted},  {kInterrupted, kRunning}, {kInterrupted, kCancelled}};
  for (int from = 0; from < 7; ++from) {
    for (int to = 0; to < 7; ++to) {
      const std::pair move{static_cast<SessionStatus>(from), static_cast<SessionStatus>(to)};
      const bool wanted = std::find(allowed.begin(), allowed.end(), move) != allowed.end();
      EXPECT_EQ(may_become(move.first, move.second), wanted)
          << name(move.first) << " to " << name(move.second);
    }
  }
}

TEST(Session, ObjectHoldsTheContractsFieldsAndNullForTheUnknown) {
  Session session;
  session.id = "x";
  const auto json = session_json(session);
  for (const char* field :
       {"session_id", "name", "status", "stage", "input_folder", "output_folder", "profile", "mode",
        "settings", "created_at", "started_at", "ended_at", "elapsed_time", "total_images",
        "processed", "approved_count", "rejected_count", "issues", "error"})
    EXPECT_TRUE(json.contains(field)) << field;
  EXPECT_EQ(json["total_images"], nullptr);
  EXPECT_EQ(json["started_at"], nullptr);
  EXPECT_EQ(json["error"], nullptr);
}

TEST(Session, NamesGoThereAndBack) {
  EXPECT_EQ(session_status_from("interrupted"), SessionStatus::kInterrupted);
  EXPECT_EQ(stage_from("reviewing"), Stage::kReviewing);
  EXPECT_EQ(stage_from("resting"), std::nullopt);
}

}  // namespace
}  // namespace photosieve
