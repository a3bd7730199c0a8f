// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/event_reader.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

// Of an event only what its JSON holds can come back.
void expect_same_json(const Event& event) {
  const nlohmann::ordered_json written = event_json(event);
  const auto read =
      event_from_json(event_name(event), nlohmann::ordered_json::parse(written.dump()));
  ASSERT_TRUE(read && *read) << written;
  EXPECT_EQ(event_name(**read), event_name(event));
  EXPECT_EQ(event_json(**read).dump(), written.dump());
}

TEST(EventReader, ReadsWhatTheProgramWrites) {
  ProgressUpdate update;
  update.session_id = "s";
  update.current_image = 1002;
  update.current_filename = "น้ำ/a.jpg";
  update.current_stage = Stage::kReviewing;
  update.eta_seconds = 12.5;
  update.estimated_completion = 1'767'225'600'123;
  expect_same_json(update);
  update.total_images = 20000;
  update.processing_speed = 18.25;
  update.error_message = "a worker died";
  update.gpu_usage_percent = 41.25;
  update.total_batches = 1250;
  expect_same_json(update);
  expect_same_json(StageChange{"s", Stage::kProcessing, "Judging", 1, 20, 3});
  expect_same_json(ProcessingError{"s", "worker", "died", 1'000'000'000'000, false});
  expect_same_json(ProcessingPaused{"s", 951'782'400'000});  // 29 February
  expect_same_json(ProcessingResumed{"s", 0});
  expect_same_json(ProcessingCancelled{"s", "Cancelled", 5});
  expect_same_json(ProcessingFailed{"s", "disk", 5});
  expect_same_json(ProcessingStalled{"s", "huge.tif", 30, 5});
  expect_same_json(TunerDecision{"s", "workers", 6, 4, "memory pressure", 5});
  ProcessingComplete complete;
  complete.session_id = "s";
  complete.total_processed = 10;
  complete.issues = {1, 2, 3, 4};
  complete.approval_rate = 80;
  expect_same_json(complete);
  PerformanceUpdate performance;
  performance.cpu_percent = 90;
  performance.gpus = std::vector<GpuUse>{{.name = "A", .vendor = "NVIDIA", .power_w = 70}};
  performance.speed_trend = -12.5;
  const auto read = event_from_json("performance_update",
                                    nlohmann::ordered_json::parse(event_json(performance).dump()));
  ASSERT_TRUE(read && *read);
  const auto& back = std::get<PerformanceUpdate>(**read);
  EXPECT_EQ(back.cpu_percent, 90);
  EXPECT_EQ(back.gpus->at(0).power_w, 70);
  EXPECT_EQ(back.speed_trend, -12.5);
}

TEST(EventReader, WhatIsMissingOrOfAnotherKindHasNoValue) {
  const auto read = event_from_json(
      "progress_update", nlohmann::ordered_json::parse(
                             R"({"session_id": "s", "current_image": "many", "total_images": -3,
        "processing_speed": 1e300, "eta_seconds": null, "current_stage": 7, "new_field": 1})"));
  ASSERT_TRUE(read && *read);
  const auto& update = std::get<ProgressUpdate>(**read);
  EXPECT_EQ(update.current_image, 0U);
  EXPECT_EQ(update.total_images, 0U);
  EXPECT_EQ(update.processing_speed, 1e12);
  EXPECT_EQ(update.eta_seconds, std::nullopt);
  EXPECT_EQ(update.current_stage, Stage::kScanning);
}

TEST(EventReader, WhatIsNoEventIsRefusedAndWhatIsNotShownIsNone) {
  EXPECT_FALSE(event_from_json("progress_update", nlohmann::ordered_json::array()));
  EXPECT_FALSE(event_from_json("progress_update", nlohmann::ordered_json::object()));
  const auto other = event_from_json("image_result", nlohmann::ordered_json::object());
  ASSERT_TRUE(other);
  EXPECT_EQ(*other, std::nullopt);
}

}  // namespace
}  // namespace photosieve
