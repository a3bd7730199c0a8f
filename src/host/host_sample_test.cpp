// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/host_sample.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(HostSample, AnUnknownSampleFillsNothing) {
  PerformanceUpdate update;
  fill_host_fields(update, HostSample{}, std::nullopt);
  EXPECT_EQ(update.cpu_percent, std::nullopt);
  EXPECT_EQ(update.memory_mb, std::nullopt);
  EXPECT_FALSE(update.gpus) << "whether there are any is not known";
  EXPECT_FALSE(update.pressure);
}

TEST(HostSample, DisksAreTheOutputsOrAllOfTheMachine) {
  HostSample sample;
  sample.disks.read_mb_s = 9;
  sample.disks.disks = {{1, "sda", true, 5.0, 6.0, {}}, {2, "sdb", true, 4.0, {}, {}}};
  PerformanceUpdate update;
  fill_host_fields(update, sample, std::nullopt);
  EXPECT_EQ(update.disk_read_mb_s, 9);
  update = {};
  fill_host_fields(update, sample, dev_t{2});
  EXPECT_EQ(update.disk_read_mb_s, 4);
  EXPECT_EQ(update.disk_write_mb_s, std::nullopt);
  update = {};
  fill_host_fields(update, sample, dev_t{0});
  EXPECT_EQ(update.disk_read_mb_s, std::nullopt) << "on no disk that is known";
}

TEST(HostSample, GpusAreAMeanOfThoseThatAreKnown) {
  GpusUse gpus;
  EXPECT_EQ(gpu_percent(gpus), std::nullopt);
  gpus.gpus.emplace(2);
  (*gpus.gpus)[1].asleep = true;
  EXPECT_EQ(gpu_percent(gpus), std::nullopt);
  (*gpus.gpus)[0].use.utilization_percent = 30;
  EXPECT_EQ(gpu_percent(gpus), 30);
}

}  // namespace
}  // namespace photosieve
