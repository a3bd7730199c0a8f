// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/performance.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace photosieve {
namespace {

TEST(Performance, HasEveryFieldOfTheContractAndNullForWhatIsNotKnown) {
  const auto json = performance_json({});
  const std::vector<std::string> fields{"session_id",
                                        "timestamp",
                                        "cpu_percent",
                                        "process_cpu_percent",
                                        "memory_mb",
                                        "memory_percent",
                                        "process_memory_mb",
                                        "process_memory_peak_mb",
                                        "gpus",
                                        "disk_read_mb_s",
                                        "disk_write_mb_s",
                                        "disk_free_mb",
                                        "network_sent_mb_s",
                                        "network_recv_mb_s",
                                        "pressure",
                                        "images_per_second",
                                        "speed_trend",
                                        "active_workers",
                                        "batch_size",
                                        "batch_done",
                                        "current_n",
                                        "current_filename",
                                        "eta_p50_seconds",
                                        "eta_p90_seconds"};
  std::vector<std::string> there;
  for (const auto& [field, value] : json.items()) {
    there.push_back(field);
    EXPECT_EQ(value.is_null(), field != "timestamp") << field;
  }
  EXPECT_EQ(there, fields);
}

TEST(Performance, WhatIsKnownIsWritten) {
  PerformanceUpdate update;
  update.session_id = "s";
  update.timestamp = 1'767'225'600'000;
  update.gpus = {{GpuUse{.name = "H", .vendor = "N", .utilization_percent = 12.3456}}};
  update.pressure = PressureUse{.cpu = 1.5};
  update.active_workers = 2;
  const auto json = performance_json(update);
  EXPECT_EQ(json["session_id"], "s");
  EXPECT_EQ(json["timestamp"], "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(json["gpus"][0]["utilization_percent"], 12.346);
  EXPECT_TRUE(json["gpus"][0]["power_w"].is_null());
  EXPECT_EQ(json["pressure"]["cpu"], 1.5);
  EXPECT_EQ(json["active_workers"], 2);
}

}  // namespace
}  // namespace photosieve
