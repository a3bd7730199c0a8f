// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/run_figures.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(RunFigures, WhatWasNeverToldHasNoValue) {
  const RunFigures figures;
  EXPECT_EQ(figures.mean_cpu_percent(), std::nullopt);
  EXPECT_EQ(figures.mean_gpu_percent(), std::nullopt);
  EXPECT_EQ(figures.peak_memory_mb(), std::nullopt);
  EXPECT_EQ(figures.photo_seconds(), std::nullopt);
}

TEST(RunFigures, MeansAreOverSamplesPeaksOverAllAndEachBatchCountsOnce) {
  RunFigures figures;
  PerformanceUpdate sample;
  for (const double value : {10.0, 20.0, 60.0}) {
    sample.process_cpu_percent = value;
    sample.process_memory_mb = 100 - value;
    sample.gpus = std::vector<GpuUse>{{.utilization_percent = value}, {}};
    sample.active_workers = static_cast<std::uint32_t>(value / 10);
    figures.take(sample);
  }
  ProgressUpdate update;
  for (const std::uint32_t batch : {1U, 1U, 2U}) {
    update.current_batch = batch;
    update.batch_processing_time = batch;
    update.processing_speed = 5 - batch;
    figures.take(update);
  }
  EXPECT_EQ(figures.mean_cpu_percent(), 30);
  EXPECT_EQ(figures.mean_gpu_percent(), 30);
  EXPECT_EQ(figures.peak_memory_mb(), 90);
  EXPECT_EQ(figures.workers(), 6U);
  EXPECT_EQ(figures.mean_batch_seconds(), 1.5);
  EXPECT_EQ(figures.peak_speed(), 4);
}

}  // namespace
}  // namespace photosieve
