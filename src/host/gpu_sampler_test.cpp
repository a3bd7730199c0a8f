// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_sampler.h"

#include <gtest/gtest.h>

#include "host/test_nvml.h"
#include "host/test_tree.h"

namespace photosieve {
namespace {

constexpr const char* kBus = "/sys/bus/pci/devices/";

struct GpuSamplerTest : testing::Test {
  std::vector<GpuSample> second() {
    const std::vector<pid_t> pids{77};
    clock.advance_ms(1000);
    auto use = sampler->sample(pids);
    EXPECT_TRUE(use.gpus);
    return use.gpus ? *use.gpus : std::vector<GpuSample>{};
  }
  void begin(const std::string& saved) {
    tree.emplace(saved);
    sampler.emplace(clock, tree->root(), TestNvml::path());
  }
  void put(const std::string& path, const char* text) const { tree->put(kBus + path, text); }

  TestNvml nvml;
  ManualClock clock;
  std::optional<TestTree> tree;
  std::optional<GpuSampler> sampler;
};

TEST_F(GpuSamplerTest, AMachineWithoutAGpuHasNoneAndOpensNothing) {
  begin("bare");
  EXPECT_TRUE(second().empty());
  EXPECT_EQ(nvml->inits, 0);
}

TEST_F(GpuSamplerTest, ASleepingGpuIsNeitherAskedNorWoken) {
  begin("nvidia");
  const FakeGpu& laptop = nvml.add("0000:01:00.0", "laptop");
  nvml.add("0000:65:00.0", "workstation");
  put("0000:01:00.0/power/runtime_status", "suspended\n");
  for (int i = 0; i < 30; ++i) {
    const auto gpus = second();
    ASSERT_EQ(gpus.size(), 2U);
    EXPECT_TRUE(gpus[0].asleep);
    EXPECT_EQ(gpus[0].use.utilization_percent, std::nullopt) << "unknown is not 0";
    EXPECT_EQ(gpus[0].use.vendor, "NVIDIA");
    EXPECT_EQ(gpus[1].use.utilization_percent, 42);
  }
  EXPECT_FALSE(laptop.attached);
  put("0000:65:00.0/power/runtime_status", "suspended\n");
  (void)second();
  EXPECT_FALSE(sampler->nvml_is_open()) << "nothing is held while all sleep";
  EXPECT_EQ(nvml->shutdowns, 1);
}

TEST_F(GpuSamplerTest, ADriverThatWouldWakeThemAllIsNotOpenedWhileOneSleeps) {
  begin("nvidia");
  nvml.add("0000:01:00.0", "laptop");
  nvml.add("0000:65:00.0", "workstation");
  nvml->knows_flags = false;
  put("0000:01:00.0/power/runtime_status", "suspended\n");
  EXPECT_EQ(second()[1].use.utilization_percent, std::nullopt);
  EXPECT_FALSE(nvml->gpu[0].attached);
}

TEST_F(GpuSamplerTest, AnIdleGpuIsLetFallAsleep) {
  begin("nvidia");
  nvml.add("0000:01:00.0", "laptop").utilization = 0;
  tree->remove(std::string(kBus) + "0000:65:00.0");
  for (int i = 0; i < 11; ++i) (void)second();
  EXPECT_FALSE(sampler->nvml_is_open());
  const int asked = nvml->questions;
  for (int i = 0; i < 5; ++i) (void)second();
  EXPECT_EQ(nvml->questions, asked) << "left in peace";
  for (int i = 0; i < 10; ++i) (void)second();
  EXPECT_EQ(nvml->questions, asked + 1) << "asked once again";
}

TEST_F(GpuSamplerTest, AGpuThatFallsOffTheBusBecomesUnknownAndSamplingGoesOn) {
  begin("nvidia");
  nvml.add("0000:01:00.0", "laptop");
  FakeGpu& lost = nvml.add("0000:65:00.0", "workstation");
  EXPECT_EQ(second()[1].use.power_w, 95.5);
  lost.utilization_code = 15;
  auto gpus = second();
  ASSERT_EQ(gpus.size(), 2U);
  EXPECT_EQ(gpus[1].use.power_w, std::nullopt);
  EXPECT_EQ(gpus[1].use.name, "NVIDIA GPU 0x2230");
  EXPECT_EQ(gpus[0].use.power_w, 95.5);
  tree->remove(std::string(kBus) + "0000:65:00.0");
  for (int i = 0; i < 10; ++i) gpus = second();
  EXPECT_EQ(gpus.size(), 1U) << "sysfs dropped it";
}

TEST_F(GpuSamplerTest, ADriverThatIsNotThereIsTriedAgainNowAndThen) {
  begin("nvidia");
  nvml.add("0000:65:00.0", "workstation");
  nvml->init_code = 9;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(second()[1].use.power_w, std::nullopt);
  EXPECT_LE(nvml->inits, 2);
  nvml->init_code = 0;
  std::vector<GpuSample> gpus;
  for (int i = 0; i < 61; ++i) gpus = second();
  EXPECT_EQ(gpus[1].use.power_w, 95.5);
}

TEST_F(GpuSamplerTest, WhereTheBusIsHiddenTheDriversListCounts) {
  begin("bare");
  nvml.add("0000:65:00.0", "through a container");
  tree->put("/dev/nvidiactl", "");
  const auto gpus = second();
  ASSERT_EQ(gpus.size(), 1U);
  EXPECT_EQ(gpus[0].use.name, "through a container");
  EXPECT_EQ(gpus[0].use.utilization_percent, 42);
}

TEST_F(GpuSamplerTest, ProcessesOfNvmlCountOnlyWhereItsNumbersAreOurs) {
  for (const bool ours : {true, false}) {
    nvml->gpus = 0;
    begin("nvidia");
    FakeGpu& gpu = nvml.add("0000:65:00.0", "workstation");
    gpu.pid = 77;
    gpu.pid_memory = 300ULL << 20;
    tree->link("/proc/self/ns/pid", ours ? "pid:[4026531836]" : "pid:[4026532201]");
    sampler.emplace(clock, tree->root(), TestNvml::path());
    EXPECT_EQ(second()[1].process_memory_mb,
              ours ? std::optional<double>(300) : std::optional<double>());
  }
}

TEST_F(GpuSamplerTest, AmdAndIntelAreReadFromSysfsAndNotWokenEither) {
  begin("amd");
  put("0000:c5:00.0/power/runtime_status", "suspended\n");
  auto gpus = second();
  ASSERT_EQ(gpus.size(), 2U);
  EXPECT_EQ(gpus[0].use.utilization_percent, 37);
  EXPECT_TRUE(gpus[1].asleep);
  EXPECT_EQ(gpus[1].use.utilization_percent, std::nullopt);
  tree->link("/proc/77/fd/9", "/dev/dri/renderD128");
  tree->put(
      "/proc/77/fdinfo/9",
      "drm-driver: amdgpu\ndrm-client-id: 5\ndrm-pdev: 0000:03:00.0\ndrm-memory-vram: 2048 KiB\n");
  tree->link("/proc/77/fd/10", "/dev/dri/renderD128");
  tree->put(
      "/proc/77/fdinfo/10",
      "drm-driver: amdgpu\ndrm-client-id: 5\ndrm-pdev: 0000:03:00.0\ndrm-memory-vram: 2048 KiB\n");
  for (int i = 0; i < 10; ++i) gpus = second();
  EXPECT_EQ(gpus[0].process_memory_mb, 2) << "one client, open twice";
  EXPECT_EQ(nvml->inits, 0);
}

}  // namespace
}  // namespace photosieve
