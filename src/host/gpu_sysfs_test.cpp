// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_sysfs.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;
constexpr const char* kBus = "/sys/bus/pci/devices/";

TEST(GpuSysfs, ReadsAllThatAmdTells) {
  const TestTree tree("amd");
  const auto devices = gpu_devices(tree.root());
  ASSERT_EQ(devices.size(), 2U);
  GpuUse use = read_amd_gpu(tree.root(), devices[0]);
  EXPECT_EQ(use.name, "Radeon RX 6800 XT");
  EXPECT_EQ(use.vendor, "AMD");
  EXPECT_EQ(use.utilization_percent, 37);
  EXPECT_NEAR(*use.memory_used_mb, 6497.3, 0.1);
  EXPECT_NEAR(*use.memory_total_mb, 8176.0, 0.1);
  EXPECT_EQ(use.temperature_c, 57);
  EXPECT_NEAR(*use.power_w, 9.103, 1e-9);
  use = read_amd_gpu(tree.root(), devices[1]);
  EXPECT_NEAR(*use.power_w, 12.05, 1e-9) << "newer drivers tell the present power, not its mean";
}

TEST(GpuSysfs, WhatAmdDoesNotTellIsUnknown) {
  const TestTree tree("amd");
  const auto devices = gpu_devices(tree.root());
  tree.remove(std::string(kBus) + "0000:03:00.0/gpu_busy_percent");
  tree.remove(std::string(kBus) + "0000:03:00.0/hwmon");
  tree.put(std::string(kBus) + "0000:03:00.0/mem_info_vram_used", "-1\n");
  const GpuUse use = read_amd_gpu(tree.root(), devices[0]);
  EXPECT_EQ(use.utilization_percent, std::nullopt);
  EXPECT_EQ(use.temperature_c, std::nullopt);
  EXPECT_EQ(use.power_w, std::nullopt);
  EXPECT_EQ(use.memory_used_mb, std::nullopt);
  EXPECT_TRUE(use.memory_total_mb);
}

TEST(GpuSysfs, IntelIsAsBusyAsItsBusiestPartIsAwake) {
  const TestTree tree("intel");
  const auto devices = gpu_devices(tree.root());
  ASSERT_EQ(devices.size(), 2U);
  IntelGpu inside(tree.root(), devices[0]);
  IntelGpu arc(tree.root(), devices[1]);
  EXPECT_EQ(inside.read(kSecond).utilization_percent, std::nullopt) << "nothing to compare with";
  EXPECT_EQ(arc.read(kSecond).temperature_c, 48) << "of the package, not of its memory";
  tree.put(std::string(kBus) + "0000:00:02.0/drm/card1/gt/gt0/rc6_residency_ms", "86400250\n");
  const std::string tile = std::string(kBus) + "0000:03:00.0/tile0/";
  tree.put(tile + "gt0/gtidle/idle_residency_ms", "5000400\n");
  tree.put(tile + "gt1/gtidle/idle_residency_ms", "6001000\n");
  tree.put(std::string(kBus) + "0000:03:00.0/hwmon/hwmon3/energy1_input", "106000000\n");
  EXPECT_EQ(inside.read(2 * kSecond).utilization_percent, 75);
  const GpuUse use = arc.read(2 * kSecond);
  EXPECT_EQ(use.utilization_percent, 60) << "the graphics part; media slept all the time";
  EXPECT_EQ(use.power_w, 15);
  EXPECT_EQ(use.memory_total_mb, std::nullopt);
}

TEST(GpuSysfs, OlderIntelDriversCountInThePowerFolder) {
  const TestTree tree("intel");
  tree.remove(std::string(kBus) + "0000:00:02.0/drm/card1/gt");
  const auto devices = gpu_devices(tree.root());
  IntelGpu gpu(tree.root(), devices[0]);
  (void)gpu.read(kSecond);
  tree.put(std::string(kBus) + "0000:00:02.0/drm/card1/power/rc6_residency_ms", "86401000\n");
  EXPECT_EQ(gpu.read(2 * kSecond).utilization_percent, 0) << "a known rest is 0";
}

}  // namespace
}  // namespace photosieve
