// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/view_state.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

ProgressUpdate at(std::uint32_t image) {
  ProgressUpdate update;
  update.current_image = image;
  update.eta_seconds = 100;
  return update;
}

TEST(ViewState, KeepsTheNewestOfEachKind) {
  ViewState state;
  state.take(at(1));
  state.take(at(2));
  EXPECT_EQ(state.progress->current_image, 2U);
  state.take(ProcessingPaused{});
  EXPECT_TRUE(state.paused);
  state.take(ProcessingResumed{});
  EXPECT_FALSE(state.paused);
  state.take(MilestoneReached{.message = "25 %"});
  EXPECT_EQ(state.milestone, "25 %");
  state.take(ProcessingFailed{});
  EXPECT_EQ(state.end, RunEnd::kFailed);
}

TEST(ViewState, AStallEndsWithTheNextPhoto) {
  ViewState state;
  state.take(at(7));
  state.take(ProcessingStalled{"s", "large.tif", 30, 0});
  state.take(at(7));
  EXPECT_EQ(state.stalled_on, "large.tif");
  state.take(at(8));
  EXPECT_EQ(state.stalled_on, "");
  EXPECT_EQ(state.stalled_seconds, 0);
}

TEST(ViewState, WhatTheSessionDoesNotTellTheHostMay) {
  ViewState state;
  PerformanceUpdate host;
  host.cpu_percent = 90;
  host.process_memory_mb = 900;
  state.take(host);
  PerformanceUpdate session;
  session.session_id = "s";
  session.process_memory_mb = 800;
  state.take(session);
  EXPECT_EQ(state.told(&PerformanceUpdate::cpu_percent), 90);
  EXPECT_EQ(state.told(&PerformanceUpdate::process_memory_mb), 800);
  EXPECT_EQ(state.told(&PerformanceUpdate::disk_free_mb), std::nullopt);
}

TEST(ViewState, TheUpperEndOfTheTimeLeftIsNeverBelowTheLower) {
  ViewState state;
  EXPECT_EQ(state.eta_p90(), std::nullopt);
  state.take(at(1));
  state.performance.eta_p90_seconds = 90;  // a second older
  EXPECT_EQ(state.eta_p90(), 100);
  state.progress->eta_p90_seconds = 140;
  EXPECT_EQ(state.eta_p90(), 140);
}

}  // namespace
}  // namespace photosieve
