// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/events.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

std::string fields_of(const Event& event) {
  std::string fields;
  const auto json = event_json(event);
  for (const auto& [field, value] : json.items()) fields += field + " ";
  return fields;
}

TEST(Events, ProgressHasTheContracts22FieldsInOrder) {
  EXPECT_EQ(fields_of(ProgressUpdate{}),
            "session_id current_image total_images percentage current_filename approved_count "
            "rejected_count processing_speed estimated_completion current_stage error_message "
            "memory_usage_mb cpu_usage_percent gpu_usage_percent batch_processing_time "
            "avg_image_processing_time milestone_reached elapsed_time current_batch total_batches "
            "images_per_second eta_seconds ");
}

TEST(Events, CompletionHasTheContracts16FieldsInOrder) {
  EXPECT_EQ(fields_of(ProcessingComplete{}),
            "session_id total_processed total_approved total_rejected processing_time "
            "completion_time output_folder avg_processing_speed peak_memory_usage avg_gpu_usage "
            "total_batches approval_rate quality_issues_count defect_issues_count "
            "similarity_issues_count compliance_issues_count ");
}

TEST(Events, WhatIsNotKnownIsNullAndNeverZero) {
  const auto json = event_json(ProgressUpdate{});
  for (const char* field : {"total_images", "percentage", "current_filename", "processing_speed",
                            "estimated_completion", "error_message", "gpu_usage_percent",
                            "total_batches", "eta_seconds"})
    EXPECT_TRUE(json[field].is_null()) << field;
}

TEST(Events, ProgressNeverExceeds1024BytesWhateverTheNames) {
  ProgressUpdate update;
  update.session_id = "01234567-89ab-7def-8123-456789abcdef";
  update.total_images = 20000;
  for (const std::string& unit : {std::string("a"), std::string("ก"), std::string("\""),
                                  std::string("\x01"), std::string("\xff"), std::string("😀")}) {
    update.current_filename.clear();
    update.error_message.clear();
    for (int i = 0; i < 4000; ++i) {
      update.current_filename += unit;
      update.error_message += unit;
    }
    update.current_filename += ".jpg";
    const std::string text = event_json(update).dump();
    EXPECT_LE(text.size() + std::string("42[\"progress_update\",]").size(), 1024U) << unit;
    EXPECT_NE(text.find(".jpg"), std::string::npos) << unit;
  }
}

TEST(Events, PercentagesHaveTwoDecimals) {
  ProgressUpdate update;
  update.percentage = 5.0123456;
  EXPECT_EQ(event_json(update)["percentage"].dump(), "5.01");
  update.percentage = 100.0 * 24999 / 25000;
  EXPECT_EQ(event_json(update)["percentage"].dump(), "99.99") << "100 is for the end";
}

TEST(Events, EveryEventKnowsItsNameAndSession) {
  SessionChanged changed;
  changed.session.id = "s";
  const Event event{changed};
  EXPECT_EQ(event_name(event), "session_changed");
  EXPECT_EQ(session_of(event), "s");
  EXPECT_EQ(session_of(Event{StageChange{.session_id = "t"}}), "t");
}

}  // namespace
}  // namespace photosieve
