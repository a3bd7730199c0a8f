// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/session_events.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

Session halfway() {
  Session session;
  session.id = "s";
  session.status = SessionStatus::kRunning;
  session.stage = Stage::kProcessing;
  session.total_images = 200;
  session.processed = 50;
  session.approved = 30;
  session.rejected = 20;
  session.elapsed_seconds = 10;
  return session;
}

TEST(SessionEvents, ProgressIsWhatIsStoredAndNoMore) {
  const ProgressUpdate update = progress_of(halfway());
  EXPECT_EQ(update.current_image, 50U);
  EXPECT_EQ(update.percentage, 25.0);
  EXPECT_EQ(update.approved_count, 30U);
  EXPECT_EQ(update.images_per_second, 5.0);
  EXPECT_EQ(update.processing_speed, std::nullopt);
  EXPECT_EQ(update.memory_usage_mb, std::nullopt);
  Session empty;
  EXPECT_EQ(progress_of(empty).percentage, std::nullopt);
  EXPECT_EQ(progress_of(empty).images_per_second, std::nullopt);
}

TEST(SessionEvents, ANewestUpdateNeverFallsBehindTheStore) {
  ProgressUpdate update;
  update.session_id = "s";
  update.current_image = 40;
  update.current_stage = Stage::kProcessing;
  update.processing_speed = 7;
  const ProgressUpdate now = brought_up_to(update, halfway());
  EXPECT_EQ(now.current_image, 50U);
  EXPECT_EQ(now.approved_count, 30U);
  EXPECT_EQ(now.processing_speed, 7.0) << "what the store does not know stays";
  update.current_image = 60;
  EXPECT_EQ(brought_up_to(update, halfway()).current_image, 60U) << "nor is it taken back";
}

TEST(SessionEvents, AnEndingIsToldForEndedSessionsOnly) {
  Session session = halfway();
  EXPECT_FALSE(ending_of(session));
  session.status = SessionStatus::kInterrupted;
  EXPECT_FALSE(ending_of(session));
  session.status = SessionStatus::kFailed;
  session.error = "why";
  EXPECT_EQ(std::get<ProcessingFailed>(*ending_of(session)).message, "why");
  session.status = SessionStatus::kCancelled;
  EXPECT_TRUE(std::holds_alternative<ProcessingCancelled>(*ending_of(session)));
  session.status = SessionStatus::kComplete;
  session.ended_at = 5;
  session.issues.quality = 20;
  session.batches = 9;
  session.peak_memory_mb = 100;
  const auto complete = std::get<ProcessingComplete>(*ending_of(session));
  EXPECT_EQ(complete.total_processed, 50U);
  EXPECT_EQ(complete.approval_rate, 60.0);
  EXPECT_EQ(complete.completion_time, 5);
  EXPECT_EQ(complete.issues.quality, 20U);
  EXPECT_EQ(complete.total_batches, 9U);
  EXPECT_EQ(complete.peak_memory_usage, 100.0);
}

}  // namespace
}  // namespace photosieve
